import type { NeighbourReplace } from '../../operation/neighbour-operation.js';
import type { NeighbourState } from '../../state/network-state.js';
import { describeNamespace, namespaceKey } from '../../value/namespace-ref.js';
import { neighbourEntryKey } from '../entry-key.js';
import type { LinkFootprint } from '../footprint.js';
import type { BackContext, BackStep, FoundLink } from './back-step.js';
import { findLink, linkBefore } from './find-link.js';
import { isLearntNeighbour } from './kernel-made.js';
import { sameJson } from './same-value.js';
import { wroteEntry } from './wrote.js';

/** Neighbours that somebody wrote, and that the transaction took away or changed. */
export function* restoreNeighbours(context: BackContext): Generator<BackStep> {
  for (const footprint of context.footprint.links.values()) {
    if (footprint.made) continue;
    const was = linkBefore(context.before, footprint);
    const now = findLink(context.current, footprint);
    if (!was || !now) continue;
    yield* restored(context, footprint, was, now);
    const there = new Set(neighboursOf(now).map(identity));
    for (const guest of context.meanwhile.guests.neighbours(footprint)) {
      if (there.has(identity(guest))) continue;
      const reason = `the neighbour ${guest.address} of somebody else on "${now.link.name}" goes with what is undone`;
      yield { pass: 'routes', operation: replacement(now, guest), reason, rescues: true };
    }
  }
}

function* restored(
  { footprint: { entries }, ...context }: BackContext,
  link: LinkFootprint,
  was: FoundLink,
  now: FoundLink,
): Generator<BackStep> {
  const place = namespaceKey(was.namespace.ref);
  const actual = new Map(neighboursOf(now).map((each) => [identity(each), each]));
  for (const neighbour of neighboursOf(was)) {
    const key = neighbourEntryKey(place, was.link.ifindex, neighbour);
    const present = actual.get(identity(neighbour));
    if (!link.layer3 && !link.neighbours && !entries.has(key)) continue;
    if (present ? sameJson(causeOf(present), causeOf(neighbour)) : context.meanwhile.hasLostNeighbour(link, neighbour))
      continue;
    const reason = `"${now.link.name}" in ${describeNamespace(now.namespace.ref)} lacks the neighbour ${neighbour.address}`;
    const step: BackStep = { pass: 'routes', operation: replacement(now, neighbour), reason };
    // The kernel changes none that somebody wrote.
    const isOurs = !present || wroteEntry({ entries }, key, present);
    yield isOurs ? step : { ...step, foreign: true, reason: `${reason}, which has another address now` };
  }
}

function neighboursOf({ namespace, link }: FoundLink): NeighbourState[] {
  return (namespace.neighbours.get(link.ifindex) ?? []).filter((each) => !isLearntNeighbour(each));
}

function replacement({ namespace, link }: FoundLink, neighbour: NeighbourState): NeighbourReplace {
  const { link: _link, ifindex: _ifindex, state, ...attributes } = neighbour;
  return {
    op: 'neighbour.replace',
    namespace: namespace.ref,
    link: link.name,
    ifindex: link.ifindex,
    ...attributes,
    ...(neighbour.proxy === true ? {} : { state: state === 'noarp' ? 'noarp' : 'permanent' }),
  };
}

function identity(neighbour: NeighbourState): string {
  return neighbourEntryKey('', 0, neighbour);
}

function causeOf({ mac, state, proxy, router }: NeighbourState): object {
  return { mac, state, proxy: proxy ?? false, router: router ?? false };
}
