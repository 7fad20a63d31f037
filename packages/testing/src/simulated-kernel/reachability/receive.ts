import { formatAddress, type IpAddress } from '../ip/ip-address.js';
import { linkSysctl } from '../link-sysctl.js';
import type { Link } from '../link.js';
import { search, type Found } from './look-up.js';
import { nameOf } from './reachability.js';

/** A packet between two addresses. */
export interface Packet {
  readonly source: IpAddress;
  readonly destination: IpAddress;
}

/** What a namespace does with a packet that arrives: takes it, passes it on by a route, or drops it. */
export type Received =
  | { readonly local: true }
  | { readonly local: false; readonly found: Found }
  | { readonly local: false; readonly found: undefined; readonly reason: string };

/** Input routing (`ip_route_input_slow()`, `ip6_route_input()`), which an ARP request goes through as well. */
export function receive(link: Link, { source, destination }: Packet): Received {
  const { namespace } = link;
  const drop = (reason: string): Received => ({ local: false, found: undefined, reason });
  const found = search(namespace, destination, { source, inputDevice: link.name });
  const local = found.route?.type === 'local';
  if (!local && !forwards(link, destination)) return drop(`${nameOf(namespace)} does not forward`);
  const why = source.family === 'inet' ? refusalOfSource(link, source, destination) : undefined;
  if (why !== undefined) {
    return drop(`${nameOf(namespace)} drops what arrives at ${link.name} from ${formatAddress(source)}: ${why}`);
  }
  return local ? { local } : { local, found };
}

export function forwards(link: Link, { family }: IpAddress): boolean {
  return linkSysctl(link, family === 'inet' ? 'ipv4/conf/forwarding' : 'ipv6/conf/forwarding') !== '0';
}

/**
 * Why a packet is dropped for where it says that it comes from (`fib_validate_source()`): an address of one's own is none
 * of another; with `rp_filter` 1 the way back must lead through the same link, with 2 there must be one (ip-sysctl.rst).
 */
function refusalOfSource(link: Link, source: IpAddress, destination: IpAddress): string | undefined {
  const { namespace } = link;
  const { route } = search(namespace, source, { source: destination, inputDevice: 'lo' });
  if (route?.type === 'local' && !isOn(link, 'ipv4/conf/accept_local')) return 'it has that address itself';
  const path = 'ipv4/conf/rp_filter';
  const mode = Math.max(Number(linkSysctl(link, path)), Number(namespace.sysctls.shared(path, 'all')));
  if (mode === 0) return undefined;
  if (mode === 1 ? route?.hops.some((hop) => hop.link === link) === true : route !== undefined) return undefined;
  return `its way back is another (rp_filter ${mode})`;
}

/** A parameter that counts where it is set for the link or for all (`IN_DEV_ORCONF()`). */
export function isOn(link: Link, path: string): boolean {
  return linkSysctl(link, path) !== '0' || link.namespace.sysctls.shared(path, 'all') !== '0';
}
