import { formatAddress, type IpAddress } from '../ip/ip-address.js';
import type { Link } from '../link.js';
import { neighbourKey } from '../neighbour-table.js';
import { forwards, isOn, receive, type Packet } from './receive.js';

/** Whether a link answers a request for a MAC; where something keeps it from answering, why. */
export interface Answer {
  readonly given: boolean;
  readonly reason?: string;
}

const SILENT: Answer = { given: false };

/** `arp_process()` and `ndisc_recv_ns()`. */
export function answersFor(link: Link, request: Packet): Answer {
  return request.destination.family === 'inet' ? answersArp(link, request) : answersNdisc(link, request.destination);
}

/**
 * Any address of the namespace is answered for on any of its links (`arp_ignore` 0), and others as a proxy: those that a
 * proxy entry names, or with `proxy_arp` all that lead through another link (`arp_fwd_proxy()`).
 */
function answersArp(link: Link, request: Packet): Answer {
  if (!link.arp) return { given: false, reason: `${link.name} does not do ARP` };
  const received = receive(link, request);
  if (received.local) return { given: true };
  if (received.found === undefined)
    return hasAddress(link, request) ? { given: false, reason: received.reason } : SILENT;
  const { route } = received.found;
  if (route?.type !== 'unicast' || route.hops[0]?.link === link) return SILENT;
  return { given: isOn(link, 'ipv4/conf/proxy_arp') || isProxyFor(link, request.destination) };
}

/** Only what the link itself has is answered for, unless a proxy entry names it (`pndisc_is_router()`). */
function answersNdisc(link: Link, address: IpAddress): Answer {
  const own = link.inet6.some(({ local, tentative }) => local.value === address.value && !tentative);
  if (own || link.anycast.get(address.value) !== undefined) return { given: true };
  const proxies = forwards(link, address) && isOn(link, 'ipv6/conf/proxy_ndp');
  return { given: proxies && isProxyFor(link, address) };
}

function isProxyFor(link: Link, address: IpAddress): boolean {
  return link.neighbours.get(neighbourKey(address.family, formatAddress(address), true)) !== undefined;
}

function hasAddress({ namespace }: Link, { destination }: Packet): boolean {
  for (const { inet } of namespace.links.values()) {
    if (inet.some(({ local }) => local.value === destination.value)) return true;
  }
  return false;
}
