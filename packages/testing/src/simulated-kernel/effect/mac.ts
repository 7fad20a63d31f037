import { KernelError } from '../kernel-error.js';
import type { KernelState } from '../kernel-state.js';
import type { Link } from '../link.js';
import { followPorts } from './bridge-follows.js';
import { pinMac } from './bridge-pin.js';
import { changeMac } from './change-mac.js';
import { forgetNeighbours } from './forget-neighbours.js';
import { checkMac } from './limits.js';

/** `ip link set … address …`: the neighbours of the link are forgotten, permanent ones too. */
export function setMac(kernel: KernelState, link: Link, mac: string): void {
  if (mac === link.mac) {
    // The driver is not asked, but everybody is told.
    forgetNeighbours(link);
    link.macPinned = true;
    return;
  }
  checkMac(mac);
  refuseMacOfSibling(link, mac);
  changeMac(link, mac);
  if (link.isBridge) {
    pinMac(kernel, link);
  }
  if (link.mode === 'passthru' && link.parent !== undefined) {
    link.parentMac ??= link.parent.mac;
    changeMac(link.parent, mac);
  }
  if (link.master !== undefined) followPorts(kernel, link.master);
}

/** A macvlan cannot take the MAC of a sibling that is up, or of its parent (`macvlan_addr_busy()`). */
function refuseMacOfSibling(link: Link, mac: string): void {
  const { parent } = link;
  if (parent === undefined || link.mode === undefined || link.mode === 'passthru') return;
  const taken = [...parent.children].some((other) => other !== link && other.up && other.mac === mac);
  if (taken || parent.mac === mac) throw new KernelError('EADDRINUSE', undefined, 'mac');
}
