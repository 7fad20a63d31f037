import type { KernelState } from '../kernel-state.js';
import type { Link } from '../link.js';
import { changeMac } from './change-mac.js';
import { renewSysctls } from '../link-sysctl.js';
import { endIpv4 } from './ipv4.js';
import { endIpv6, startIpv6 } from './ipv6.js';
import { IPV4_MIN_MTU, IPV6_MIN_MTU } from './limits.js';

const NO_MAC = '00:00:00:00:00:00';
const DEFAULT_MTU = 1500;

/** A bridge takes the lowest MAC and the smallest MTU of its ports, unless its own was set by hand. */
export function followPorts(kernel: KernelState, bridge: Link): void {
  // The MTU first (`br_del_if()`): IPv6, where it begins again by it, makes its address of the MAC that there was.
  if (!bridge.mtuPinned) changeMtu(kernel, bridge, smallestMtu(bridge) ?? DEFAULT_MTU);
  if (!bridge.macPinned) changeMac(bridge, lowestMac(bridge) ?? NO_MAC);
}

/** The same for a port that has just joined, without asking all others. */
export function followNewPort(kernel: KernelState, bridge: Link, port: Link): void {
  const first = bridge.ports.size === 1;
  if (!bridge.macPinned && (first || port.mac < bridge.mac)) changeMac(bridge, port.mac);
  if (!bridge.mtuPinned && (first || port.mtu < bridge.mtu)) changeMtu(kernel, bridge, port.mtu);
}

/** The same for a port that has just left: the others are asked only where it decided. */
export function followWithoutPort(kernel: KernelState, bridge: Link, port: Link): void {
  if (bridge.mac === port.mac || bridge.mtu === port.mtu || bridge.ports.size === 0) followPorts(kernel, bridge);
}

function lowestMac({ ports }: Link): string | undefined {
  let lowest: string | undefined;
  for (const { mac } of ports) if (lowest === undefined || mac < lowest) lowest = mac;
  return lowest;
}

function smallestMtu({ ports }: Link): number | undefined {
  let smallest: number | undefined;
  for (const { mtu } of ports) if (smallest === undefined || mtu < smallest) smallest = mtu;
  return smallest;
}

/** Gives a link another MTU: macvlans on it are lowered, a bridge that it is a port of follows. */
export function changeMtu(kernel: KernelState, link: Link, mtu: number): void {
  if (link.mtu === mtu) return;
  link.mtu = mtu;
  // Only lo can have less.
  if (link.hasIpv4 && mtu < IPV4_MIN_MTU) {
    endIpv4(link);
    link.hasIpv4 = false;
  }
  if (!link.hasIpv4 && mtu >= IPV4_MIN_MTU) {
    link.hasIpv4 = true;
    renewSysctls(link, 'ipv4/');
  }
  if (link.hasIpv6 && mtu < IPV6_MIN_MTU) endIpv6(kernel, link);
  if (!link.hasIpv6 && mtu >= IPV6_MIN_MTU) startIpv6(kernel, link);
  for (const child of link.children) if (child.mode !== undefined && child.mtu > mtu) changeMtu(kernel, child, mtu);
  if (link.master !== undefined) followPorts(kernel, link.master);
}
