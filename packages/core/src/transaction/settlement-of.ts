import type { Driver } from '../driver/driver.js';
import type { KernelOperation, Operation } from '../operation/operation.js';
import { asksWhatOthersDid } from '../plan/back/meanwhile.js';
import type { Footprint } from '../plan/footprint.js';
import { pruneState } from '../plan/prune-state.js';
import { applyEffect } from '../state/effect/apply-effect.js';
import { NetworkModel } from '../state/network-model.js';
import type { NamespaceIdentity } from '../state/network-state.js';
import { namespaceFromKey, namespaceKey, type NamespaceRef } from '../value/namespace-ref.js';
import type { CommittedLink } from './commit.js';
import type { Settlement } from './journal/intent.js';

export interface Settled {
  readonly links: CommittedLink[];
  readonly settlement: Settlement;
  /** Why it could not be read what the kernel chose. */
  readonly unread?: Error;
}

/**
 * Reads what is needed to know a commit by: what the kernel chose, and what undoing it must not take for its own.
 *
 * @param finals - What is destroyed when the commit counts, and is as good as that: it may be there still while a commit
 *   waits to be confirmed, and is then not taken away by somebody else.
 */
export async function settlementOf(
  driver: Driver,
  operations: readonly Operation[],
  finals: readonly KernelOperation[],
  footprint: Footprint,
  known: ReadonlyMap<string, NamespaceIdentity | undefined>,
): Promise<Settled> {
  const all = [...operations, ...finals];
  const macs = macsOf(all);
  const touched = asksWhatOthersDid(footprint) && [...footprint.links.values()].some(({ made }) => !made);
  const namespaces = [...namespacesToKnow(footprint, known, macs, touched)].map(namespaceFromKey);
  let unread: Error | undefined;
  const after =
    namespaces.length === 0
      ? undefined
      : await driver
          .read({ namespaces, ...(touched ? {} : { tables: [], peerNames: false }) })
          .catch((error: unknown) => {
            unread = error instanceof Error ? error : new Error(String(error));
          });
  const model = after && NetworkModel.from(after);
  const identities = [...footprint.namespacesMade].flatMap((name) => {
    const identity = known.get(name) ?? model?.namespace(name)?.identity;
    return identity ? [{ name, identity }] : [];
  });
  const links = [...footprint.links.values()].flatMap(({ id, kind, made, lastName, places }): CommittedLink[] => {
    const place = places.at(-1);
    if (!made || kind === 'loopback' || !place) return [];
    const namespace = namespaceFromKey(place.namespace);
    const now = model?.namespace(namespace)?.links.get(place.ifindex);
    return [
      { namespace, name: now?.name ?? lastName, kind, ifindex: place.ifindex, mac: now?.mac ?? macs.get(id) ?? '' },
    ];
  });
  if (model) for (const operation of finals) applyEffect(model, operation);
  return {
    links,
    settlement: { identities, ...(model && touched ? { after: pruneState(model.toState(), all, footprint) } : {}) },
    ...(unread ? { unread } : {}),
  };
}

/** Where the kernel chose something (a bridge's address, a namespace's identity), and where others live. */
function namespacesToKnow(
  footprint: Footprint,
  known: ReadonlyMap<string, NamespaceIdentity | undefined>,
  macs: ReadonlyMap<string, string>,
  touched: boolean,
): Set<string> {
  const needed = new Set([...footprint.namespacesMade].filter((name) => known.get(name) === undefined));
  for (const { id, made, kind, places } of footprint.links.values()) {
    if (made ? macs.has(id) || kind === 'loopback' : !touched) continue;
    for (const { namespace } of places) needed.add(namespace);
  }
  return needed;
}

/** The hardware addresses that the operations gave, by the link's identity. */
function macsOf(operations: readonly Operation[]): Map<string, string> {
  const macs = new Map<string, string>();
  const note = (
    namespace: NamespaceRef,
    { ifindex, mac }: { readonly ifindex?: number; readonly mac?: string },
  ): void => {
    if (ifindex !== undefined && mac !== undefined) macs.set(`${namespaceKey(namespace)}/${ifindex}`, mac);
  };
  for (const operation of operations) {
    if (operation.op !== 'link.add') continue;
    note(operation.namespace, operation);
    if (operation.kind === 'veth') note(operation.data.peer.namespace, operation.data.peer);
  }
  return macs;
}
