import type { Operation } from '../operation/operation.js';
import type { BackContext, BackStep } from '../plan/back/back-step.js';
import { findLink } from '../plan/back/find-link.js';
import { Breather } from '../plan/breather.js';
import { planningBack } from '../plan/back/plan-back.js';
import { rescues } from '../plan/back/rescues.js';
import { vanished } from '../plan/back/vanished.js';
import type { NamespaceModel } from '../state/namespace-model.js';
import type { LinkReference, LinkState } from '../state/network-state.js';
import type { NetworkModel } from '../state/network-model.js';
import { describeNamespace, namespaceKey } from '../value/namespace-ref.js';
import { contextOfAll } from './back-context.js';
import type { BackOptions } from './go-back.js';

/** What undoing a commit would meet. */
export interface UndoOutlook {
  /** What somebody else changed, or built on what would go: each a sentence. */
  readonly conflicts: readonly string[];
  /** What of the commit has vanished by itself. */
  readonly gone: readonly Operation[];
  /** What was seen, and what is to be done. */
  readonly context: BackContext;
  readonly steps: readonly BackStep[];
}

/** Looks at all there is, in which somebody else may stand on what is to go. */
export async function undoOutlook(options: BackOptions, operations: readonly Operation[]): Promise<UndoOutlook> {
  const { context, everything } = await contextOfAll(options);
  const breather = new Breather();
  const steps = await breather.run(planningBack(context));
  const changed = steps.filter(({ foreign }) => foreign).map(({ reason }) => reason);
  const taken = rescues(context).map(({ reason }) => reason);
  await breather.pause();
  const standing = dependents(context, everything);
  await breather.pause();
  return {
    conflicts: [...changed, ...taken, ...standing],
    gone: vanished(context, operations),
    context,
    steps,
  };
}

/** Links that stand on a link of ours, or are ports of one, and are not ours: they would be lost or set free. */
function dependents({ footprint, current }: BackContext, everything: NetworkModel): string[] {
  const ours = new Set<string>();
  const doomed = new Map<string, LinkState>();
  for (const link of footprint.links.values()) {
    for (const { namespace, ifindex } of link.places) ours.add(`${namespace}/${ifindex}`);
    const found = link.made ? findLink(current, link) : undefined;
    if (found && link.kind !== 'loopback')
      doomed.set(`${namespaceKey(found.namespace.ref)}/${found.link.ifindex}`, found.link);
  }
  const conflicts: string[] = [];
  for (const namespace of everything.namespaces()) {
    for (const link of namespace.links.values()) {
      if (ours.has(`${namespaceKey(namespace.ref)}/${link.ifindex}`)) continue;
      const on = (reference: LinkReference | undefined): LinkState | undefined => follow(doomed, namespace, reference);
      const parent = on(link.parent);
      const master = on(link.master);
      const where = describeNamespace(namespace.ref);
      if (parent) conflicts.push(`"${link.name}" in ${where} stands on "${parent.name}" and would go with it`);
      if (master) conflicts.push(`"${link.name}" in ${where} is a port of "${master.name}"`);
    }
  }
  return conflicts;
}

function follow(
  doomed: ReadonlyMap<string, LinkState>,
  from: NamespaceModel,
  reference: LinkReference | undefined,
): LinkState | undefined {
  return reference && doomed.get(`${namespaceKey(reference.namespace ?? from.ref)}/${reference.ifindex}`);
}
