import type { KernelOperation, Operation } from '../operation/operation.js';
import type { NamespaceDelete } from '../operation/namespace-operation.js';
import type { LinkDelete } from '../operation/link-operation.js';
import { applyEffect } from '../state/effect/apply-effect.js';
import { evacuation } from '../state/effect/evacuate.js';
import type { NamespaceModel } from '../state/namespace-model.js';
import { NetworkModel } from '../state/network-model.js';
import type { LinkState, NetworkState } from '../state/network-state.js';
import { namespaceKey } from '../value/namespace-ref.js';

/** Operations ready to run: those of the transaction proper, and those that destroy, when it counts. */
export interface Stages {
  /** Until the commit counts. All of it can be taken back. */
  readonly operations: readonly StagedOperation[];
  /** Once it counts: what was taken out of service is destroyed. */
  readonly finals: readonly KernelOperation[];
}

export interface StagedOperation {
  readonly operation: Operation;
  /** Its place in the plan. */
  readonly index: number;
}

/**
 * Parts what can be taken back from what cannot. A link is deleted in two steps: it is taken out of service (down, under a
 * name that nobody uses), and destroyed when the commit counts; so is all that goes with it. A namespace is put aside and
 * destroyed in the same way; hardware in it goes to the host first.
 * Links and namespaces that the transaction itself makes are deleted at once: nothing of them is to come back.
 */
export function stage(planned: readonly Operation[], before: NetworkState): Stages {
  // Most transactions delete nothing, and need no model to see what goes with it.
  const model = planned.some(({ op }) => op === 'link.delete' || op === 'namespace.delete')
    ? NetworkModel.from(before)
    : undefined;
  const made = new Set<string>();
  const operations: StagedOperation[] = [];
  const finals: KernelOperation[] = [];
  for (const [index, operation] of planned.entries()) {
    if (operation.op === 'dhcp.acquire') {
      operations.push({ operation, index });
      continue;
    }
    const isOwn = operation.op === 'namespace.delete' && made.has(operation.namespace);
    const hidden = model && !isOwn ? hide(operation, model, before, planned, index) : undefined;
    if (operation.op === 'namespace.add') made.add(operation.namespace);
    const left = operation.op === 'namespace.delete' ? model?.namespace(operation.namespace) : undefined;
    const evacuated = model && left ? evacuation(model, left) : [];
    for (const each of [...evacuated, ...(hidden?.operations ?? [operation])]) {
      operations.push({ operation: each, index });
      if (model) applyEffect(model, each);
    }
    if (hidden) finals.push(...hidden.finals);
  }
  return { operations, finals };
}

interface Hidden {
  readonly operations: readonly KernelOperation[];
  readonly finals: readonly KernelOperation[];
}

/** What takes the object of a deletion out of service; `undefined` for operations that are no such deletion. */
function hide(
  operation: KernelOperation,
  model: NetworkModel,
  before: NetworkState,
  planned: readonly Operation[],
  index: number,
): Hidden | undefined {
  if (operation.op === 'namespace.delete') return putAside(operation, model, before, index);
  return operation.op === 'link.delete' ? hideLink(operation, model, before, planned.slice(index + 1)) : undefined;
}

/** A namespace is put aside under another name, as it is. What hangs on it elsewhere is hidden where it is. */
function putAside(
  { namespace: name }: NamespaceDelete,
  model: NetworkModel,
  before: NetworkState,
  index: number,
): Hidden | undefined {
  const namespace = model.namespace(name);
  if (!namespace || !before.namespaces.some((each) => each.namespace === name)) return undefined;
  const aside = `.nl-${process.pid.toString(36)}-${Date.now().toString(36)}-${index}`;
  const outside = [...namespace.links.values()]
    .flatMap((link) => dying(model, namespace, link))
    .filter(({ home }) => home !== namespace);
  return {
    operations: [
      ...outside.flatMap(({ home, each }) => outOfService(home, each)),
      { op: 'namespace.set', namespace: name, changes: { name: aside } },
    ],
    // Links first: a namespace takes its own with it only some time after it is deleted.
    finals: [
      ...outside.toReversed().map(({ home, each }) => destruction(home, each)),
      { op: 'namespace.delete', namespace: aside },
    ],
  };
}

function destruction({ ref }: NamespaceModel, link: LinkState): KernelOperation {
  return { op: 'link.delete', namespace: ref, name: hiddenName(link), ifindex: link.ifindex };
}

function hideLink(
  { namespace: ref, name, ifindex }: LinkDelete,
  model: NetworkModel,
  before: NetworkState,
  later: readonly Operation[],
): Hidden | undefined {
  const namespace = model.namespace(ref);
  const link = namespace?.find(name, ifindex);
  const was = before.namespaces.find((each) => namespaceKey(each.namespace) === namespaceKey(ref));
  if (!namespace || !link || !was?.links.some((each) => each.ifindex === link.ifindex)) return undefined;
  if (clashesThoughHidden(link, later)) return undefined;
  const operations = dying(model, namespace, link).flatMap(({ home, each }) => outOfService(home, each));
  return { operations, finals: [destruction(namespace, link)] };
}

/** passthru keeps its parent to itself also when it is down: only destroying it makes room for another. */
function clashesThoughHidden(link: LinkState, later: readonly Operation[]): boolean {
  if (!link.parent) return false;
  return later.some(
    (operation) =>
      operation.op === 'link.add' &&
      'mode' in operation.data &&
      operation.data.parent === link.parent?.name &&
      (operation.data.mode === 'passthru' || link.mode === 'passthru'),
  );
}

interface Dying {
  readonly home: NamespaceModel;
  readonly each: LinkState;
}

/** A link and all that goes with it: its peer, and the links that stand on either. */
function dying(model: NetworkModel, home: NamespaceModel, each: LinkState, found: Dying[] = []): Dying[] {
  if (found.some((known) => known.home === home && known.each.ifindex === each.ifindex)) return found;
  found.push({ home, each });
  const peer = each.peer && model.follow(each.peer, home.ref);
  if (peer) dying(model, peer.namespace, peer.link, found);
  for (const other of model.namespaces()) {
    for (const child of other.links.values()) {
      const standsOn =
        child.parent?.ifindex === each.ifindex &&
        namespaceKey(child.parent.namespace ?? other.ref) === namespaceKey(home.ref);
      if (standsOn) dying(model, other, child, found);
    }
  }
  return found;
}

function outOfService({ ref }: NamespaceModel, link: LinkState): KernelOperation[] {
  const set = (name: string, changes: Extract<KernelOperation, { op: 'link.set' }>['changes']): KernelOperation => ({
    op: 'link.set',
    namespace: ref,
    name,
    ifindex: link.ifindex,
    kind: link.kind,
    changes,
  });
  return [
    ...(link.up ? [set(link.name, { up: false })] : []),
    ...link.altNames.map((name) => set(link.name, { deleteAltName: name })),
    set(link.name, { name: hiddenName(link) }),
  ];
}

/** At most 15 bytes: an index has at most six digits in base 36. */
function hiddenName({ ifindex }: LinkState): string {
  return `.nl${ifindex.toString(36)}`;
}
