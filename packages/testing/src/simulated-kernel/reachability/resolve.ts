import { formatAddress, type IpAddress } from '../ip/ip-address.js';
import type { Link } from '../link.js';
import { neighbourKey } from '../neighbour-table.js';
import { answersFor } from './answers.js';
import { arrive, out, type Frame, type Step } from './frame.js';
import type { Learned } from './learned.js';
import type { Packet } from './receive.js';
import { sourceAddress } from './source-address.js';
import { spread } from './spread.js';

/** The MAC that frames to a neighbour are sent to, or why nobody told it. */
export type Resolved = { readonly mac: string } | { readonly mac: undefined; readonly blocked: readonly string[] };

/** Finds the MAC of a neighbour: what is known of it counts, else all on the network are asked. */
export function resolve(from: Link, neighbour: IpAddress, packet: Packet, learned: Learned): Resolved {
  const known = knownMac(from, neighbour, learned);
  return known === undefined ? ask(from, neighbour, packet, learned) : { mac: known };
}

/** The MAC under which those outside of the machine are found on a link. */
export function outsideMac({ ifindex }: Link): string {
  return `outside of ${ifindex}`;
}

/** By an entry that somebody made; without ARP a link sends to its own MAC (`arp_constructor()`, `ndisc_constructor()`). */
function knownMac(link: Link, neighbour: IpAddress, learned: Learned): string | undefined {
  const entry = link.neighbours.get(neighbourKey(neighbour.family, formatAddress(neighbour), false));
  return entry?.mac ?? (link.arp ? learned.macOf(link, neighbour) : link.mac);
}

function ask(from: Link, neighbour: IpAddress, packet: Packet, learned: Learned): Resolved {
  const cast = neighbour.family === 'inet' ? 'broadcast' : 'multicast';
  const question: Frame = { source: from.mac, destination: '', cast };
  const { taken, left, blocked } = spread(question, out(from), learned);
  const reasons = [...blocked];
  const request = { source: askingAddress(from, neighbour, packet), destination: neighbour };
  for (const { link } of taken) {
    if (link === from) continue;
    const { given, reason } = answersFor(link, request);
    if (reason !== undefined) reasons.push(reason);
    if (!given) continue;
    learned.meet(link, request.source, from.mac);
    const back = answer(link, from, request.source, learned);
    if (back.arrives) return { mac: link.mac };
    reasons.push(...back.blocked);
  }
  for (const { link } of left) {
    if (!link.outside.has(formatAddress(neighbour))) continue;
    const frame: Frame = { source: outsideMac(link), destination: from.mac, cast: 'unicast' };
    const back = spread(frame, arrive(link), learned);
    if (tookIt(back.taken, from)) return { mac: outsideMac(link) };
    reasons.push(...back.blocked);
  }
  return { mac: undefined, blocked: [...new Set(reasons)] };
}

/** ARP answers to the MAC that asked; a neighbour advertisement goes the way of every packet. */
function answer(
  link: Link,
  asker: Link,
  to: IpAddress,
  learned: Learned,
): { readonly arrives: boolean; readonly blocked: readonly string[] } {
  const destination = (to.family === 'inet6' ? knownMac(link, to, learned) : undefined) ?? asker.mac;
  const { taken, blocked } = spread({ source: link.mac, destination, cast: 'unicast' }, out(link), learned);
  return { arrives: tookIt(taken, asker), blocked };
}

function tookIt(taken: readonly Step[], asker: Link): boolean {
  return taken.some(({ link }) => link === asker);
}

/** A router asks with an address of its own, not with that of the packet (`arp_solicit()`). */
function askingAddress(from: Link, neighbour: IpAddress, { source }: Packet): IpAddress {
  for (const { inet, inet6 } of from.namespace.links.values()) {
    const own = source.family === 'inet' ? inet : inet6;
    if (own.some(({ local }) => local.value === source.value)) return source;
  }
  return sourceAddress(from, neighbour) ?? source;
}
