import { formatAddress, type IpAddress } from '../ip/ip-address.js';
import { linkSysctl } from '../link-sysctl.js';
import type { Link } from '../link.js';
import type { NetworkNamespace } from '../network-namespace.js';
import { deliver } from './deliver.js';
import { search } from './look-up.js';
import { nameOf, type Reachability } from './reachability.js';

/** The time to live that Linux gives a packet (`net.ipv4.ip_default_ttl`). */
const HOPS = 64;

export interface Traced {
  readonly answer: Reachability;
  /** Where the packet arrived; absent where that is outside of the machine. */
  readonly at?: NetworkNamespace;
  /** The source address that the sender gave it. */
  readonly source?: IpAddress;
}

/** Follows a packet from a namespace to an address, through routes and links, as far as it gets. */
export function tracePacket(from: NetworkNamespace, to: IpAddress, withSource?: IpAddress): Traced {
  const path: string[] = [];
  let at = from;
  let source = withSource;
  for (let hop = 0; hop < HOPS; hop += 1) {
    const fail = (reason: string): Traced => ({ answer: { reached: false, path, reason } });
    const found = search(at, to, undefined, source);
    const { route } = found;
    if (route === undefined) {
      const why = found.by === undefined ? '' : `: ${found.by}`;
      return fail(`${nameOf(at)} has no route to ${formatAddress(to)}${why}`);
    }
    if (route.type === 'local') {
      const loopback = at.links.require('lo', 1);
      if (!loopback.up) return fail(`lo is down in ${nameOf(at)}`);
      path.push(`${nameOf(at)} has ${formatAddress(to)}`);
      return { answer: { reached: true, path }, at, ...(source === undefined ? {} : { source }) };
    }
    const way = route.hops.find(({ link }) => link?.up === true && link.carrier) ?? route.hops[0];
    if (route.type !== 'unicast' || way?.link === undefined) {
      return fail(`the route of ${nameOf(at)} to ${formatAddress(to)} is ${route.type}`);
    }
    const bridge = way.link.master;
    if (bridge?.isBridge === true) {
      // Who has an address is asked there, and the answer goes to the bridge.
      return fail(`${way.link.name} is a port of ${bridge.name}: an address belongs on the bridge`);
    }
    source ??= route.source ?? sourceOf(way.link, to);
    if (source === undefined) return fail(`${way.link.name} in ${nameOf(at)} has no address to send from`);
    const delivery = deliver(way.link, way.via ?? to);
    if (delivery.to === undefined) return fail(delivery.reason);
    path.push(...delivery.path);
    if (delivery.to.outside.has(formatAddress(way.via ?? to)) && !owns(delivery.to.namespace, way.via ?? to)) {
      if (way.via !== undefined && !delivery.to.outside.has(formatAddress(to))) {
        return fail(`${formatAddress(way.via)} is outside of the machine, and what is behind it is not known`);
      }
      return { answer: { reached: true, path }, source };
    }
    at = delivery.to.namespace;
    const filtered = filteredBy(delivery.to, source);
    if (filtered !== undefined) return fail(filtered);
    if (!owns(at, to) && !forwards(delivery.to, to)) return fail(`${nameOf(at)} does not forward`);
  }
  return { answer: { reached: false, path, reason: `more than ${HOPS} hops: the routes lead in a circle` } };
}

/** A ping: the packet arrives, and the answer comes back. */
export function pingAddress(from: NetworkNamespace, to: IpAddress): Reachability {
  const there = tracePacket(from, to);
  if (!there.answer.reached || there.at === undefined || there.source === undefined) return there.answer;
  const { answer } = tracePacket(there.at, there.source, to);
  const path = [...there.answer.path, ...answer.path];
  if (answer.reached) return { reached: true, path };
  return { reached: false, path, reason: `the answer does not come back: ${answer.reason}` };
}

function forwards(link: Link, { family }: IpAddress): boolean {
  return linkSysctl(link, family === 'inet' ? 'ipv4/conf/forwarding' : 'ipv6/conf/forwarding') !== '0';
}

function owns(namespace: NetworkNamespace, address: IpAddress): boolean {
  return search(namespace, address).route?.type === 'local';
}

/**
 * Why a packet is dropped where it arrives: with `rp_filter` 1 the way back to its source must lead through the same link,
 * with 2 there must be one (`fib_validate_source()`; ip-sysctl.rst, "rp_filter").
 */
function filteredBy(link: Link, source: IpAddress): string | undefined {
  if (source.family === 'inet6') return undefined;
  const { namespace, name } = link;
  const path = 'ipv4/conf/rp_filter';
  const mode = Math.max(Number(linkSysctl(link, path)), Number(namespace.sysctls.shared(path, 'all')));
  if (mode === 0) return undefined;
  const { route } = search(namespace, source);
  if (mode === 1 ? route?.hops.some((hop) => hop.link === link) === true : route !== undefined) return undefined;
  return `${nameOf(namespace)} drops what arrives at ${name} from ${formatAddress(source)}: its way back is another (rp_filter ${mode})`;
}

/** `inet_select_addr()` and RFC 6724 in short: an address of the link, of the scope that the destination has. */
function sourceOf(link: Link, to: IpAddress): IpAddress | undefined {
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
