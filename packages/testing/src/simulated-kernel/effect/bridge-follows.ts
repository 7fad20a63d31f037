import type { KernelState } from '../kernel-state.js';
import type { Link } from '../link.js';
import { changeMac } from './change-mac.js';
import { startIpv6, stopIpv6 } from './ipv6.js';
import { IPV6_MIN_MTU } from './limits.js';

const NO_MAC = '00:00:00:00:00:00';
const DEFAULT_MTU = 1500;

/** A bridge takes the lowest MAC and the smallest MTU of its ports, unless its own was set by hand. */
export function followPorts(kernel: KernelState, bridge: Link): void {
  if (!bridge.macPinned) {
    let lowest: string | undefined;
    for (const { mac } of bridge.ports) if (lowest === undefined || mac < lowest) lowest = mac;
    changeMac(bridge, lowest ?? NO_MAC);
  }
  if (!bridge.mtuPinned) {
    let smallest: number | undefined;
    for (const { mtu } of bridge.ports) if (smallest === undefined || mtu < smallest) smallest = mtu;
    changeMtu(kernel, bridge, smallest ?? DEFAULT_MTU);
  }
}

/** Gives a link another MTU: macvlans on it are lowered, a bridge that it is a port of follows. */
export function changeMtu(kernel: KernelState, link: Link, mtu: number): void {
  if (link.mtu === mtu) return;
  const hadIpv6 = link.mtu >= IPV6_MIN_MTU;
  link.mtu = mtu;
  if (hadIpv6 && mtu < IPV6_MIN_MTU) stopIpv6(kernel, link);
  if (!hadIpv6 && mtu >= IPV6_MIN_MTU) startIpv6(kernel, link);
  for (const child of link.children) if (child.mode !== undefined && child.mtu > mtu) changeMtu(kernel, child, mtu);
  if (link.master !== undefined) followPorts(kernel, link.master);
}
