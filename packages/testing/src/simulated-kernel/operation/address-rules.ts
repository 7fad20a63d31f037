import type { IpPrefix } from '../ip/ip-address.js';
import { KernelError } from '../kernel-error.js';
import { linkSysctl } from '../link-sysctl.js';
import type { Link } from '../link.js';

/** What `inet6_rtm_newaddr()` and `inet6_addr_add()` refuse before they look at the address itself. */
export function checkLink6(link: Link, local: IpPrefix): void {
  if (link.inet6.some((other) => other.local.value === local.value)) {
    throw new KernelError('EEXIST', 'ipv6: address already assigned', 'address');
  }
  if (!link.hasIpv6) throw new KernelError('EINVAL');
  if (linkSysctl(link, 'ipv6/conf/disable_ipv6') !== '0') {
    throw new KernelError('EACCES', 'ipv6: IPv6 is disabled on this device');
  }
}

/** What `ipv6_add_addr()` refuses. */
export function checkAddress6(link: Link, local: IpPrefix): void {
  if (local.value === 0n) throw new KernelError('EADDRNOTAVAIL', 'ipv6: Invalid address', 'address');
  if (local.value >> 120n === 0xffn) {
    const message = 'ipv6: Cannot assign multicast address without "IFA_F_MCAUTOJOIN" flag';
    throw new KernelError('EADDRNOTAVAIL', message, 'address');
  }
  if (local.value === 1n && !link.isLoopback) {
    throw new KernelError('EADDRNOTAVAIL', 'ipv6: Cannot assign loopback address on this device', 'address');
  }
}
