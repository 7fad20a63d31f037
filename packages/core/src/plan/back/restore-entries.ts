import type { FdbState, LinkState, NeighbourState, RuleState } from '../../state/network-state.js';
import { describeNamespace, namespaceFromKey, namespaceKey } from '../../value/namespace-ref.js';
import { fdbEntryKey, neighbourEntryKey } from '../entry-key.js';
import { ruleKey } from '../../state/rule-key.js';
import type { BackContext, BackStep, FoundLink } from './back-step.js';
import { findLink, linkBefore } from './find-link.js';
import { sameJson } from './same-value.js';

/** Neighbours, forwarding entries and rules that the transaction took away or changed. */
export function restoreEntries(context: BackContext): BackStep[] {
  return [...restoreOnLinks(context), ...restoreRules(context)];
}

function* restoreOnLinks(context: BackContext): Generator<BackStep> {
  for (const footprint of context.footprint.links.values()) {
    if (footprint.made) continue;
    const was = linkBefore(context.before, footprint);
    const now = findLink(context.current, footprint);
    if (!was || !now) continue;
    const later = context.after && findLink(context.after, footprint);
    const concerns = (key: string): boolean => footprint.layer3 || context.footprint.entries.has(key);
    yield* restoreNeighbours(was, now, later, concerns);
    yield* restoreFdb(was, now, later, concerns);
  }
}

function* restoreNeighbours(
  was: FoundLink,
  now: FoundLink,
  later: FoundLink | undefined,
  concerns: (key: string) => boolean,
): Generator<BackStep> {
  const { ref } = now.namespace;
  const place = placeOf(was);
  const keyOf = (each: NeighbourState): string => neighbourEntryKey(place.namespace, place.ifindex, each);
  const listOf = ({ namespace, link }: FoundLink): NeighbourState[] =>
    (namespace.neighbours.get(link.ifindex) ?? []).filter(isCause);
  const actual = new Map(listOf(now).map((each) => [keyOf(each), each]));
  const afterwards = new Set((later ? listOf(later) : []).map(keyOf));
  for (const neighbour of listOf(was)) {
    const key = keyOf(neighbour);
    const present = actual.get(key);
    if (!concerns(key) || (present && sameJson(causeOf(present), causeOf(neighbour)))) continue;
    if (!present && afterwards.has(key)) continue;
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
  later: FoundLink | undefined,
  concerns: (key: string) => boolean,
): Generator<BackStep> {
  const { ref } = now.namespace;
  const place = placeOf(was);
  const keysOf = (found: FoundLink | undefined): Set<string> =>
    new Set(
      (found?.namespace.fdb.get(found.link.ifindex) ?? []).map((each) =>
        fdbEntryKey(place.namespace, place.ifindex, each),
      ),
    );
  const actual = keysOf(now);
  const afterwards = keysOf(later);
  for (const entry of was.namespace.fdb.get(was.link.ifindex) ?? []) {
    const key = fdbEntryKey(place.namespace, place.ifindex, entry);
    if (entry.state === 'dynamic' || isKernels(entry, was.link) || !concerns(key) || actual.has(key)) continue;
    if (afterwards.has(key) || (entry.owner === 'master' && !now.link.master && now.link.kind !== 'bridge')) continue;
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

function* restoreRules({ footprint, before, current }: BackContext): Generator<BackStep> {
  for (const operations of footprint.entries.values()) {
    for (const operation of operations) {
      if (operation.op !== 'rule.delete') continue;
      const { op: _op, namespace, ...rule } = operation;
      const key = ruleKey(rule);
      const ruleIn = (model: typeof before): RuleState | undefined =>
        model.namespace(namespace)?.rules.find((each) => ruleKey(each) === key);
      const was = ruleIn(before);
      if (!was || ruleIn(current)) continue;
      yield {
        pass: 'routes',
        operation: { op: 'rule.add', namespace, ...was },
        reason: `rule ${rule.priority} is gone from ${describeNamespace(namespace)}`,
      };
    }
  }
}

/** Parameters that the transaction wrote, and those that followed. Links must have their names again by then. */
export function restoreSysctls({ footprint, before, current }: BackContext): BackStep[] {
  const steps: BackStep[] = [];
  for (const [namespaceText, keys] of footprint.sysctls) {
    const namespace = namespaceFromKey(namespaceText);
    const was = before.namespace(namespace);
    const now = current.namespace(namespace);
    if (!was || !now) continue;
    // Written ones before those that follow from them, or they would be overwritten.
    for (const [key, written] of [...keys].toSorted(([, a], [, b]) => b.size - a.size)) {
      const value = was.sysctls.get(key);
      const actual = now.sysctls.get(key);
      if (value === undefined || actual === undefined || value === actual) continue;
      steps.push({
        pass: 'links',
        operation: { op: 'sysctl.set', namespace, key, value },
        reason: `${key} in ${describeNamespace(namespace)} is ${actual} instead of ${value}`,
        ...(written.size > 0 && !written.has(actual) ? { foreign: true } : {}),
      });
    }
  }
  return steps;
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
