import type { FdbState, LinkState, NeighbourState } from '../../state/network-state.js';
import { describeNamespace, namespaceKey } from '../../value/namespace-ref.js';
import { fdbEntryKey, neighbourEntryKey } from '../entry-key.js';
import type { BackContext, BackStep, FoundLink } from './back-step.js';
import { findLink, linkBefore } from './find-link.js';
import { sameJson } from './same-value.js';

/** Neighbours and forwarding entries that the transaction took away or changed. */
export function* restoreEntries(context: BackContext): Generator<BackStep> {
  for (const footprint of context.footprint.links.values()) {
    if (footprint.made) continue;
    const was = linkBefore(context.before, footprint);
    const now = findLink(context.current, footprint);
    if (!was || !now) continue;
    const { layer3, neighbours } = footprint;
    const concerns = (key: string): boolean => layer3 || context.footprint.entries.has(key);
    yield* restoreNeighbours(
      was,
      now,
      (key) => neighbours || concerns(key),
      (each) => context.meanwhile.hasLostNeighbour(footprint, each),
    );
    yield* restoreFdb(was, now, concerns, (each) => context.meanwhile.hasLostFdb(footprint, each));
  }
}

function* restoreNeighbours(
  was: FoundLink,
  now: FoundLink,
  concerns: (key: string) => boolean,
  departed: (neighbour: NeighbourState) => boolean,
): Generator<BackStep> {
  const { ref } = now.namespace;
  const place = placeOf(was);
  const keyOf = (each: NeighbourState): string => neighbourEntryKey(place.namespace, place.ifindex, each);
  const listOf = ({ namespace, link }: FoundLink): NeighbourState[] =>
    (namespace.neighbours.get(link.ifindex) ?? []).filter(isCause);
  const actual = new Map(listOf(now).map((each) => [keyOf(each), each]));
  for (const neighbour of listOf(was)) {
    const key = keyOf(neighbour);
    const present = actual.get(key);
    if (!concerns(key) || (present && sameJson(causeOf(present), causeOf(neighbour)))) continue;
    if (!present && departed(neighbour)) continue;
    const { link: _link, ifindex: _ifindex, state, ...attributes } = neighbour;
    yield {
      pass: 'routes',
      operation: {
        op: 'neighbour.replace',
        namespace: ref,
        link: now.link.name,
        ifindex: now.link.ifindex,
        ...attributes,
        ...(neighbour.proxy === true ? {} : { state: state === 'noarp' ? 'noarp' : 'permanent' }),
      },
      reason: `"${now.link.name}" in ${describeNamespace(ref)} lacks the neighbour ${neighbour.address}`,
    };
  }
}

function* restoreFdb(
  was: FoundLink,
  now: FoundLink,
  concerns: (key: string) => boolean,
  departed: (entry: FdbState) => boolean,
): Generator<BackStep> {
  const { ref } = now.namespace;
  const place = placeOf(was);
  const keyOf = (each: FdbState): string => fdbEntryKey(place.namespace, place.ifindex, each);
  const actual = new Set((now.namespace.fdb.get(now.link.ifindex) ?? []).map(keyOf));
  for (const entry of was.namespace.fdb.get(was.link.ifindex) ?? []) {
    const key = keyOf(entry);
    if (entry.state === 'dynamic' || isKernels(entry, was.link) || !concerns(key) || actual.has(key)) continue;
    if (departed(entry) || (entry.owner === 'master' && !now.link.master && now.link.kind !== 'bridge')) continue;
    yield {
      pass: 'routes',
      operation: {
        ...entry,
        op: 'fdb.add',
        namespace: ref,
        link: now.link.name,
        ifindex: now.link.ifindex,
        state: entry.state,
      },
      reason: `"${now.link.name}" in ${describeNamespace(ref)} lacks the forwarding entry ${entry.mac}`,
    };
  }
}

function placeOf({ namespace, link }: FoundLink): { namespace: string; ifindex: number } {
  return { namespace: namespaceKey(namespace.ref), ifindex: link.ifindex };
}

/** The kernel keeps entries for a port's own address, and for the multicast groups that a link listens to. */
function isKernels({ mac, owner }: FdbState, link: LinkState): boolean {
  return mac === link.mac || (owner === 'self' && (mac.startsWith('33:33:') || mac.startsWith('01:00:5e:')));
}

/** Entries that somebody wrote; the kernel's own for multicast groups come and go. */
function isCause({ state, proxy, address }: NeighbourState): boolean {
  if (proxy === true || state === 'permanent') return true;
  return state === 'noarp' && !address.startsWith('ff0') && !address.startsWith('22') && !address.startsWith('23');
}

function causeOf({ mac, state, proxy, router }: NeighbourState): object {
  return { mac, state, proxy: proxy ?? false, router: router ?? false };
}
