import type { LinkAdd, LinkChanges } from '../../operation/link-operation.js';
import type { KernelOperation } from '../../operation/operation.js';
import { keyOfEntry } from '../entry-key.js';
import { applyEffect } from '../../state/effect/apply-effect.js';
import { sameAddress } from '../../state/effect/address-effect.js';
import { sameNeighbour } from '../../state/effect/neighbour-effect.js';
import type { NamespaceModel } from '../../state/namespace-model.js';
import { NetworkModel } from '../../state/network-model.js';
import type { LinkState, NetworkState } from '../../state/network-state.js';
import { routeKey } from '../../state/route-key.js';
import { covers, coversRoute, sameJson } from '../back/same-value.js';
import type { Step } from '../interpretation.js';

/** Where an operation is, and what the kernel fills in by itself. */
const PLACE: ReadonlySet<string> = new Set(['op', 'namespace', 'link', 'ifindex', 'append', 'devIndex']);

/**
 * What is left of the steps when what already stands as asked is taken away, and what stands otherwise is changed instead
 * of added. What can only be had by making a link anew is a conflict, and done only if it is asked for.
 */
export function satisfied(
  steps: readonly Step[],
  before: NetworkState,
  recreate: boolean,
): { steps: Step[]; conflicts: string[] } {
  const model = NetworkModel.from(before);
  const left: Step[] = [];
  const conflicts: string[] = [];
  for (const step of steps) {
    const { operation } = step;
    if (operation.op === 'dhcp.acquire') {
      left.push(step);
      continue;
    }
    const outcome = difference(operation, model);
    if (typeof outcome === 'string' && !recreate) {
      conflicts.push(`${step.call}: ${outcome}`);
      continue;
    }
    for (const needed of typeof outcome === 'string' ? anew(operation) : outcome) {
      applyEffect(model, needed);
      left.push({ ...step, operation: needed });
    }
  }
  return { steps: left, conflicts };
}

/** Deleted and made again: what it had besides is made by the steps that follow. */
function anew(operation: KernelOperation): readonly KernelOperation[] {
  if (operation.op !== 'link.add') return [operation];
  return [{ op: 'link.delete', namespace: operation.namespace, name: operation.name }, operation];
}

/** The operations that are still needed, or why there are none that could do it. */
function difference(operation: KernelOperation, model: NetworkModel): readonly KernelOperation[] | string {
  const namespace = model.namespace(operation.namespace);
  if (!namespace) return operation.op === 'namespace.delete' ? [] : [operation];
  switch (operation.op) {
    case 'namespace.add':
      return [];
    case 'link.add': {
      const link = namespace.link(operation.name);
      return link ? linkDifference(operation, link, model) : [operation];
    }
    case 'link.set': {
      const link = namespace.find(operation.name, operation.ifindex);
      return link && hasChanges(link, operation.changes) ? [] : [operation];
    }
    case 'link.delete':
      return namespace.find(operation.name, operation.ifindex) ? [operation] : [];
    case 'address.add':
    case 'address.replace': {
      const there = addressesOf(namespace, operation.link).find((each) => sameAddress(each, operation));
      if (!there) return [operation];
      return covers(operation, there, PLACE) ? [] : [{ ...operation, op: 'address.replace' }];
    }
    case 'address.delete':
      return addressesOf(namespace, operation.link).some((each) => sameAddress(each, operation)) ? [operation] : [];
    case 'route.add':
    case 'route.replace': {
      const key = routeKey(operation);
      const there = namespace.routes.all().filter((route) => routeKey(route) === key);
      if (there.length === 0) return [operation];
      if (there.some((route) => coversRoute(operation, route, PLACE))) return [];
      const { append: _append, ...route } = { append: false, ...operation };
      return [{ ...route, op: 'route.replace' }];
    }
    case 'neighbour.add':
    case 'neighbour.replace': {
      const link = namespace.find(operation.link, operation.ifindex);
      const list = (link && namespace.neighbours.get(link.ifindex)) ?? [];
      const there = list.find((each) => sameNeighbour(each, operation));
      if (!there) return [operation];
      return covers(operation.proxy === true ? operation : { state: 'permanent', ...operation }, there, PLACE)
        ? []
        : [{ ...operation, op: 'neighbour.replace' }];
    }
    case 'sysctl.set':
      return namespace.sysctls.get(operation.key) === operation.value ? [] : [operation];
    default:
      return entryDifference(operation, namespace);
  }
}

function entryDifference(operation: KernelOperation, namespace: NamespaceModel): readonly KernelOperation[] {
  const probe = NetworkModel.from({ namespaces: [namespace.toState()] });
  const refusal = applyEffect(probe, operation);
  // Refused as there already (or gone already): for lists whose whole content is their key that is as asked.
  return refusal && keyOfEntry(operation) !== undefined && /-(?:exists|missing)$/.test(refusal.code) ? [] : [operation];
}

function addressesOf(
  namespace: NamespaceModel,
  link: string,
): NonNullable<ReturnType<NamespaceModel['addresses']['get']>> {
  const state = namespace.link(link);
  return (state && namespace.addresses.get(state.ifindex)) ?? [];
}

function linkDifference(operation: LinkAdd, link: LinkState, model: NetworkModel): readonly KernelOperation[] | string {
  if (link.kind !== operation.kind)
    return `"${link.name}" is there, and is a ${link.kind} instead of a ${operation.kind}`;
  const { op: _op, namespace, name, kind: _kind, ifindex: _index, data, ...attributes } = operation;
  const set = (place: typeof namespace, of: LinkState, changes: LinkChanges): readonly KernelOperation[] =>
    changesNeeded(of, changes).map((each) => ({
      op: 'link.set',
      namespace: place,
      name: of.name,
      kind: of.kind,
      changes: each,
    }));
  const { altNames, masterIndex: _masterIndex, ...wanted } = attributes;
  const added = (altNames ?? []).map((each) => ({ addAltName: each }));
  const own = [...set(namespace, link, wanted), ...added.flatMap((each) => set(namespace, link, each))];

  if (operation.kind === 'veth') {
    const { peer } = operation.data;
    const found = link.peer && model.follow(link.peer, namespace);
    if (found?.link.name !== peer.name || !sameJson(found.namespace.ref, peer.namespace)) {
      return `"${name}" is there, and its peer is not "${peer.name}" where it was asked for`;
    }
    const {
      name: _name,
      namespace: place,
      ifindex: _peerIndex,
      altNames: _names,
      masterIndex: _master,
      ...ofPeer
    } = peer;
    return [...own, ...set(place, found.link, ofPeer)];
  }
  if ('parentNamespace' in data) {
    const found = link.parent && model.follow(link.parent, namespace);
    if (found?.link.name !== data.parent || !sameJson(found.namespace.ref, data.parentNamespace)) {
      return `"${name}" is there, and stands on another link than "${data.parent}"`;
    }
    if (link.mode === data.mode) return own;
    if (link.mode === 'passthru' || data.mode === 'passthru')
      return `"${name}" is there, and passthru cannot be switched on or off`;
    return [...own, ...set(namespace, link, { data: { mode: data.mode } })];
  }
  const options = Object.entries(data).filter(([option, value]) => !sameOption(option, value, link.data[option]));
  return [...own, ...options.flatMap(([option, value]) => set(namespace, link, { data: { [option]: value } }))];
}

/** One change an operation, since a message of several is not all or nothing. */
function changesNeeded(link: LinkState, changes: LinkChanges): LinkChanges[] {
  return Object.entries(changes)
    .map(([field, value]): LinkChanges => ({ [field]: value }))
    .filter((change) => !hasChanges(link, change));
}

function hasChanges(link: LinkState, changes: LinkChanges): boolean {
  const {
    master,
    masterIndex: _index,
    addAltName,
    deleteAltName,
    namespace,
    namespaceIndex: _to,
    alias,
    data,
    port,
    ...same
  } = changes;
  if (namespace !== undefined) return false;
  if (master !== undefined && (link.master?.name ?? null) !== master) return false;
  if (alias !== undefined && (link.alias ?? null) !== alias) return false;
  if (addAltName !== undefined && !link.altNames.includes(addAltName)) return false;
  if (deleteAltName !== undefined && link.altNames.includes(deleteAltName)) return false;
  if (port !== undefined && !covers(port, link.port ?? {}, NOTHING)) return false;
  const { mode, ...options } = data ?? {};
  if (mode !== undefined && mode !== link.mode) return false;
  return (
    Object.entries(options).every(([option, value]) => sameOption(option, value, link.data[option])) &&
    covers(same, link, NOTHING)
  );
}

const NOTHING: ReadonlySet<string> = new Set();

/** Times of a bridge, in hundredths of a second: the kernel keeps them in its own ticks, which may round them by one. */
const TICKS: ReadonlySet<string> = new Set(['forwardDelay', 'helloTime', 'maxAge', 'ageingTime']);

function sameOption(option: string, wanted: unknown, actual: unknown): boolean {
  if (!TICKS.has(option) || typeof wanted !== 'number' || typeof actual !== 'number') return sameJson(wanted, actual);
  return Math.abs(wanted - actual) <= 1;
}
