import type { Net, NetOf } from './net.js';
import { NetFacade } from './net-facade.js';
import type { NetOptions } from './net-options.js';
import type { Driver } from './driver/driver.js';

/**
 * Opens the network of this machine through a driver. Synchronous: it does no I/O and reports nothing; what is missing is
 * told by the first call that needs it.
 *
 * @example
 *   import { createNet } from '@netloom/core';
 *   import { netlink } from '@netloom/driver-netlink';
 *
 *   await using net = createNet({ driver: netlink() });
 *   await net.namespace('netns01').veth('veth0').macvlan('eth0', { mode: 'bridge' }).commit();
 */
export function createNet<Dr extends Driver>(options: NetOptions<Dr>): NetOf<Dr> {
  const net: Net = new NetFacade(options);
  const { driver } = options;
  if ('worker' in driver && typeof driver.worker === 'function') {
    Object.defineProperty(net, 'worker', { value: driver.worker.bind(driver), enumerable: true });
  }
  // The driver's own extras were put on it above, as far as it has them.
  return net as NetOf<Dr>;
}
