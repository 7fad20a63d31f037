import type { KernelOperation, Operation } from '../operation/operation.js';
import type { LinkDelete } from '../operation/link-operation.js';
import { applyEffect } from '../state/effect/apply-effect.js';
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
 * name that nobody uses), and destroyed when the commit counts; so is all that goes with it. A namespace is deleted last.
 * Links that the transaction itself makes are deleted at once: nothing of them is to come back.
 */
export function stage(planned: readonly Operation[], before: NetworkState): Stages {
  // Most transactions delete nothing, and need no model to see what goes with it.
  const model = planned.some(({ op }) => op === 'link.delete') ? NetworkModel.from(before) : undefined;
  const operations: StagedOperation[] = [];
  const finals: KernelOperation[] = [];
  for (const [index, operation] of planned.entries()) {
    if (operation.op === 'dhcp.acquire') {
      operations.push({ operation, index });
      continue;
    }
    if (operation.op === 'namespace.delete') {
      finals.push(operation);
      continue;
    }
    const hidden =
      model && operation.op === 'link.delete' ? hide(operation, model, before, planned.slice(index + 1)) : undefined;
    for (const each of hidden?.operations ?? [operation]) {
      operations.push({ operation: each, index });
      if (model) applyEffect(model, each);
    }
    if (hidden) finals.push(hidden.final);
  }
  return { operations, finals };
}

function hide(
  { namespace: ref, name, ifindex }: LinkDelete,
  model: NetworkModel,
  before: NetworkState,
  later: readonly Operation[],
): { operations: KernelOperation[]; final: KernelOperation } | undefined {
  const namespace = model.namespace(ref);
  const link = namespace?.find(name, ifindex);
  const was = before.namespaces.find((each) => namespaceKey(each.namespace) === namespaceKey(ref));
  if (!namespace || !link || !was?.links.some((each) => each.ifindex === link.ifindex)) return undefined;
  if (clashesThoughHidden(link, later)) return undefined;
  const operations = dying(model, namespace, link).flatMap(({ home, each }) => outOfService(home, each));
  return { operations, final: { op: 'link.delete', namespace: ref, name: hiddenName(link), ifindex: link.ifindex } };
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
