import type { KernelOperation } from '../../operation/operation.js';
import type { NamespaceModel } from '../../state/namespace-model.js';
import type { AddressState, LinkState } from '../../state/network-state.js';
import { describeNamespace, namespaceKey } from '../../value/namespace-ref.js';
import { addressEntryKey, fdbEntryKey, neighbourEntryKey, routeEntryKey } from '../entry-key.js';
import { entryKey } from '../footprint.js';
import { ruleKey } from '../../state/rule-key.js';
import type { BackContext, BackStep } from './back-step.js';
import { isMadeNamespace } from './made-namespace.js';
import { deleteOfRoute, routeText, sameRouteState } from './route-steps.js';
import { wroteEntry, wroteRoute } from './wrote.js';

/** Addresses, routes, rules and other entries that the transaction added to what it did not make. */
export function removeEntries(context: BackContext): BackStep[] {
  const steps: BackStep[] = [];
  for (const namespace of context.current.namespaces()) {
    const key = namespaceKey(namespace.ref);
    if (context.footprint.namespacesMade.has(key) && isMadeNamespace(namespace, key, context)) continue;
    steps.push(...inNamespace(context, namespace));
  }
  return steps;
}

function* inNamespace({ footprint, before }: BackContext, namespace: NamespaceModel): Generator<BackStep> {
  const key = namespaceKey(namespace.ref);
  const earlier = before.namespace(namespace.ref);
  const ours = (entry: string, state: object): boolean => wroteEntry(footprint, entry, state);
  const made = (link: LinkState): boolean => footprint.links.get(`${key}/${link.ifindex}`)?.made === true;
  const step = (operation: KernelOperation, what: string): BackStep => ({
    pass: 'remove',
    operation,
    reason: `${what} is still in ${describeNamespace(namespace.ref)}`,
  });

  for (const route of namespace.routes.all()) {
    const entry = routeEntryKey(key, route);
    if (
      !wroteRoute(footprint, entry, route) ||
      earlier?.routes.all().some((each) => sameRouteState(each, route)) === true
    )
      continue;
    yield step(deleteOfRoute(namespace.ref, route), routeText(route));
  }
  for (const rule of namespace.rules) {
    const entry = entryKey('rule', key, ruleKey(rule));
    const isOurs = footprint.entries.get(entry)?.some(({ op }) => op === 'rule.add') === true;
    if (!isOurs || earlier?.rules.some((each) => ruleKey(each) === ruleKey(rule))) continue;
    yield step({ op: 'rule.delete', namespace: namespace.ref, ...rule }, `rule ${rule.priority}`);
  }
  for (const link of namespace.links.values()) {
    if (made(link)) continue;
    const on = { namespace: namespace.ref, link: link.name, ifindex: link.ifindex };
    const old = earlier?.links.has(link.ifindex) === true ? earlier : undefined;
    for (const address of namespace.addresses.get(link.ifindex) ?? []) {
      const entry = addressEntryKey(key, link.ifindex, address);
      const had = old?.addresses.get(link.ifindex)?.some((each) => addressEntryKey(key, link.ifindex, each) === entry);
      if (had === true || !ours(entry, address)) continue;
      yield step(deleteOfAddress(on, address), `${address.address} on "${link.name}"`);
    }
    for (const neighbour of namespace.neighbours.get(link.ifindex) ?? []) {
      const entry = neighbourEntryKey(key, link.ifindex, neighbour);
      const had = old?.neighbours
        .get(link.ifindex)
        ?.some((each) => neighbourEntryKey(key, link.ifindex, each) === entry);
      if (had === true || !ours(entry, neighbour)) continue;
      const { family, address, proxy } = neighbour;
      const operation = { op: 'neighbour.delete', ...on, family, address, ...(proxy ? { proxy } : {}) } as const;
      yield step(operation, `neighbour ${address} on "${link.name}"`);
    }
    for (const item of namespace.fdb.get(link.ifindex) ?? []) {
      const entry = fdbEntryKey(key, link.ifindex, item);
      const had = old?.fdb.get(link.ifindex)?.some((each) => fdbEntryKey(key, link.ifindex, each) === entry);
      if (had === true || item.state === 'dynamic' || !ours(entry, item)) continue;
      yield step(
        { ...item, op: 'fdb.delete', ...on, state: item.state },
        `forwarding entry ${item.mac} on "${link.name}"`,
      );
    }
  }
}

function deleteOfAddress(
  on: { readonly namespace: NamespaceModel['ref']; readonly link: string; readonly ifindex: number },
  { family, address, peer }: AddressState,
): KernelOperation {
  return { op: 'address.delete', ...on, family, address, ...(peer === undefined ? {} : { peer }) };
}
