import { formatAddress, type IpAddress } from '../ip/ip-address.js';
import type { Link } from '../link.js';
import type { NetworkNamespace } from '../network-namespace.js';
import { deliver } from './deliver.js';
import { depart, leave, type Sending } from './departure.js';
import { Learned } from './learned.js';
import { nameOf, type Reachability } from './reachability.js';

/** The time to live that Linux gives a packet (`net.ipv4.ip_default_ttl`). */
const HOPS = 64;

export interface Traced {
  readonly answer: Reachability;
  /** The link that the packet arrived by; absent where that is outside of the machine, or where it never left. */
  readonly by?: Link;
  /** The source address that the sender gave it. */
  readonly source?: IpAddress;
}

/** Follows a packet from a namespace to an address, through routes and links, as far as it gets. */
export function tracePacket(
  from: NetworkNamespace,
  to: IpAddress,
  sending: Sending = {},
  learned: Learned = new Learned(),
): Traced {
  const path: string[] = [];
  const fail = (reason: string): Traced => ({ answer: { reached: false, path, reason } });
  let departure = depart(from, to, sending);
  for (let hop = 0; hop < HOPS; hop += 1) {
    if (departure.by === undefined) return fail(departure.reason);
    if (departure.by === 'itself') {
      path.push(`${nameOf(from)} has ${formatAddress(to)}`);
      return { answer: { reached: true, path } };
    }
    const { link, neighbour, packet } = departure;
    const delivery = deliver(link, neighbour, packet, learned);
    if (delivery.to === undefined) return fail(delivery.reason);
    path.push(...delivery.path);
    if (delivery.to === 'outside') {
      if (!delivery.link.outside.has(formatAddress(to))) {
        return fail(`${formatAddress(neighbour)} is outside of the machine, and what is behind it is not known`);
      }
      return { answer: { reached: true, path }, source: packet.source };
    }
    const at = delivery.link.namespace;
    const { received } = delivery;
    if (received.local) {
      path.push(`${nameOf(at)} has ${formatAddress(to)}`);
      return { answer: { reached: true, path }, by: delivery.link, source: packet.source };
    }
    if (received.found === undefined) return fail(received.reason);
    departure = leave(at, to, received.found, packet.source);
  }
  return fail(`more than ${HOPS} hops: the routes lead in a circle`);
}
