import type { IpAddress } from '../ip/ip-address.js';
import type { Link } from '../link.js';

/** `inet_select_addr()` and RFC 6724 in short: an address of the link, of the scope that the destination has. */
export function sourceAddress(link: Link, to: IpAddress): IpAddress | undefined {
  if (to.family === 'inet') {
    const own = link.inet[0]?.local;
    if (own !== undefined) return own;
    for (const other of link.namespace.links.all()) {
      const first = other.inet.find(({ scope }) => scope === 'global');
      if (first !== undefined) return first.local;
    }
    return undefined;
  }
  const linkLocal = to.value >> 118n === 0xfe80n >> 6n;
  const usable = link.inet6.filter(({ tentative }) => !tentative);
  return (usable.find(({ scope }) => (scope === 'link') === linkLocal) ?? usable[0])?.local;
}
