import { isDeadWay4 } from '../effect/dead-ways4.js';
import { formatAddress, type IpAddress } from '../ip/ip-address.js';
import type { Link } from '../link.js';
import type { NetworkNamespace } from '../network-namespace.js';
import { search, type Found } from './look-up.js';
import type { Packet } from './receive.js';
import { nameOf } from './reachability.js';
import { sourceAddress } from './source-address.js';

/** How a packet leaves a namespace: to itself, out of a link, or not at all. */
export type Departure =
  | { readonly by: 'itself'; readonly source: IpAddress | undefined }
  | Leaving
  | { readonly by: undefined; readonly reason: string };

export interface Leaving {
  readonly by: 'link';
  readonly link: Link;
  /** The next neighbour: a gateway, or the destination itself. */
  readonly neighbour: IpAddress;
  readonly packet: Packet;
}

/** What the packet is sent with: an answer has a source from the beginning, and in IPv6 the link that it was asked by. */
export interface Sending {
  readonly source?: IpAddress | undefined;
  readonly outputDevice?: string | undefined;
}

/**
 * A packet that a namespace sends itself. With the source that the first route gives it a socket looks up once more
 * (`ip_route_connect()`), so that rules about sources count.
 */
export function depart(from: NetworkNamespace, to: IpAddress, { source, outputDevice }: Sending): Departure {
  const look = (chosen: IpAddress | undefined): Departure =>
    leave(from, to, search(from, to, { source: chosen, inputDevice: 'lo', outputDevice }), chosen);
  const first = look(source);
  return source === undefined && first.by === 'link' ? look(first.packet.source) : first;
}

/** Which link a packet leaves by, once its route is found. */
export function leave(
  at: NetworkNamespace,
  to: IpAddress,
  { route, ...ended }: Found,
  source: IpAddress | undefined,
): Departure {
  const fail = (reason: string): Departure => ({ by: undefined, reason });
  if (route === undefined) {
    const why = 'by' in ended && ended.by !== undefined ? `: ${ended.by}` : '';
    return fail(`${nameOf(at)} has no route to ${formatAddress(to)}${why}`);
  }
  if (route.type === 'local') {
    // Only what a namespace sends to itself goes through lo.
    if (!at.links.require('lo', 1).up) return fail(`lo is down in ${nameOf(at)}`);
    return { by: 'itself', source };
  }
  const way = route.hops.find((hop) => !isDeadWay4(hop) && hop.link?.carrier === true) ?? route.hops[0];
  if (route.type !== 'unicast' || way?.link === undefined) {
    return fail(`the route of ${nameOf(at)} to ${formatAddress(to)} is ${route.type}`);
  }
  const { link, via } = way;
  if (link.master?.isBridge === true) {
    // Who has an address is asked there, and the answer goes to the bridge.
    return fail(`${link.name} is a port of ${link.master.name}: an address belongs on the bridge`);
  }
  const chosen = source ?? route.source ?? sourceAddress(link, to);
  if (chosen === undefined) return fail(`${link.name} in ${nameOf(at)} has no address to send from`);
  return { by: 'link', link, neighbour: via ?? to, packet: { source: chosen, destination: to } };
}
