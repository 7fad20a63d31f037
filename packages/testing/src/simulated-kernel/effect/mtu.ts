import { KernelError } from '../kernel-error.js';
import type { KernelState } from '../kernel-state.js';
import type { Link } from '../link.js';
import { changeMtu } from './bridge-follows.js';
import { checkMtu } from './limits.js';

/** `ip link set … mtu …`: macvlans on the link are lowered with it, and a bridge with automatic MTU follows its ports. */
export function setMtu(kernel: KernelState, link: Link, mtu: number): void {
  if (mtu === link.mtu) return;
  checkMtu(link.model.mtu.min, link.maxMtu, mtu);
  if (link.mode !== undefined && link.parent !== undefined && mtu > link.parent.mtu) {
    throw new KernelError('EINVAL', undefined, 'mtu');
  }
  if (link.isBridge) link.mtuPinned = true;
  changeMtu(kernel, link, mtu);
}
