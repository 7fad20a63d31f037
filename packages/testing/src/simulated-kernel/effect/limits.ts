import { KernelError } from '../kernel-error.js';

const ZERO = '00:00:00:00:00:00';

/** `is_valid_ether_addr()`: neither a group address nor all zeros. */
export function isStationMac(mac: string): boolean {
  const first = Number.parseInt(mac.slice(0, 2), 16);
  return (first & 1) === 0 && mac !== ZERO;
}

/** Refuses a MAC that no link can have (`eth_prepare_mac_addr_change()`). */
export function checkMac(mac: string): void {
  if (!isStationMac(mac)) throw new KernelError('EADDRNOTAVAIL', undefined, 'mac');
}

/** The smallest MTU that IPv4 works with (RFC 791, page 25). */
export const IPV4_MIN_MTU = 68;

/** The smallest MTU that IPv6 works with (RFC 8200, section 5). */
export const IPV6_MIN_MTU = 1280;

/** `dev_validate_mtu()`; a maximum of 0 means that the link takes any. */
export function checkMtu(min: number, max: number, mtu: number): void {
  if (mtu < 0) throw new KernelError('EINVAL', 'mtu less than device minimum', 'mtu');
  if (mtu < min) throw new KernelError('EINVAL', 'mtu less than device minimum', 'mtu');
  if (max > 0 && mtu > max) throw new KernelError('EINVAL', 'mtu greater than device maximum', 'mtu');
}
