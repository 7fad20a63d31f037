import { pinMac } from '../effect/bridge-pin.js';
import { newLink } from '../effect/new-link.js';
import { KernelError } from '../kernel-error.js';
import type { Link } from '../link.js';
import { BRIDGE_DEFAULTS, setBridgeOptions } from './bridge-options.js';
import type { LinkKindModel } from './link-kind-model.js';

export const BRIDGE: LinkKindModel = {
  kind: 'bridge',
  flags: ['BROADCAST', 'MULTICAST'],
  mtu: { initial: 1500, min: 68, max: 65535 },
  txQueueLength: 1000,
  qdisc: 'noqueue',
  immutable: true,
  creatable: true,

  create(kernel, namespace, operation) {
    if (operation.kind !== 'bridge') throw new KernelError('EINVAL');
    const link = newLink(kernel, BRIDGE, namespace, operation);
    link.data = { ...BRIDGE_DEFAULTS };
    try {
      setBridgeOptions(kernel, link, { ...operation.data });
    } catch (error) {
      namespace.links.remove(link);
      throw error;
    }
    if (operation.mac !== undefined) pinMac(kernel, link);
    return link;
  },

  carrier: (link) => !link.followsPorts || hasForwardingPort(link),
  picture: (link) => link.data,
  change: setBridgeOptions,
};

function hasForwardingPort(bridge: Link): boolean {
  for (const port of bridge.ports) if (isForwarding(bridge, port)) return true;
  return false;
}

/** A port that frames pass: up with a carrier, and its bridge up. */
export function isForwarding(bridge: Link, port: Link): boolean {
  return bridge.up && port.up && port.carrier;
}
