import type { AcquiredLease } from '../dhcp/acquire-lease.js';
import type { Driver } from '../driver/driver.js';
import { ConflictError } from '../error/conflict-error.js';
import type { Problem } from '../error/problem.js';
import { RollbackError } from '../error/rollback-error.js';
import type { EventBus } from '../event/event-bus.js';
import type { Operation } from '../operation/operation.js';
import type { Footprint } from '../plan/footprint.js';
import type { PluginChain } from '../plugin/plugin-chain.js';
import type { HookContext } from '../plugin/plugin.js';
import { NetworkModel } from '../state/network-model.js';
import type { NamespaceIdentity, NetworkState } from '../state/network-state.js';
import { describeNamespace, namespaceFromKey, namespaceKey, type NamespaceRef } from '../value/namespace-ref.js';
import type { CommitLog } from './commit-log.js';
import type { CommitRecord } from './commit-record.js';
import type { Commit, CommittedLink, UndoOptions, UndoReport } from './commit.js';
import type { LeaseService } from './dhcp.js';
import { goBack } from './go-back.js';
import type { Lease } from './lease.js';
import { undoConflicts } from './undo-conflicts.js';

/** What a commit leaves behind, to be undone from. */
export interface Committed {
  readonly id: string;
  readonly operations: readonly Operation[];
  readonly startedAt: Date;
  readonly label: string | undefined;
  readonly footprint: Footprint;
  readonly before: NetworkState;
  readonly identities: Map<string, NamespaceIdentity>;
  readonly leases: readonly AcquiredLease[];
  readonly warnings: readonly Problem[];
  readonly durationMs: number;
  readonly driver: Driver;
  readonly leaseService: LeaseService;
  readonly plugins: PluginChain;
  readonly events: EventBus;
  readonly hooks: HookContext;
  readonly log: CommitLog;
}

/** A transaction that counts. */
export class CommittedTransaction implements Commit {
  readonly id: string;
  readonly operations: readonly Operation[];
  readonly durationMs: number;
  readonly links: readonly CommittedLink[];
  readonly leases: readonly Lease[];
  readonly warnings: readonly Problem[];
  readonly record: CommitRecord;
  readonly #committed: Committed;
  /** The state right after, where the transaction touched what was there before. */
  readonly #after: NetworkModel | undefined;
  #undone: Promise<UndoReport> | undefined;

  private constructor(committed: Committed, links: readonly CommittedLink[], after: NetworkModel | undefined) {
    this.#committed = committed;
    this.#after = after;
    this.id = committed.id;
    this.operations = Object.freeze([...committed.operations]);
    this.durationMs = committed.durationMs;
    this.links = Object.freeze(links);
    this.leases = Object.freeze(committed.leases.map(({ lease }) => lease));
    this.warnings = committed.warnings;
    this.record = Object.freeze({
      id: committed.id,
      ...(committed.label === undefined ? {} : { label: committed.label }),
      startedAt: committed.startedAt.toISOString(),
      state: 'committed',
      operations: this.operations,
    });
  }

  /** Reads what is needed to know the commit by: what the kernel chose, and what undoing it must not take for its own. */
  static async open(committed: Committed): Promise<CommittedTransaction> {
    const { footprint, driver } = committed;
    const footprints = [...footprint.links.values()];
    const chosen = footprints.filter(({ made, kind }) => made && kind !== 'loopback');
    const macs = macsOf(committed.operations);
    const touched = footprints.some(({ made }) => !made);
    const needed = [...namespacesToKnow(committed, macs)].map(namespaceFromKey);
    const after = needed.length === 0 ? undefined : NetworkModel.from(await driver.read({ namespaces: needed }));
    for (const name of footprint.namespacesMade) {
      const identity = after?.namespace(name)?.identity;
      if (identity && !committed.identities.has(name)) committed.identities.set(name, identity);
    }
    const links = chosen.flatMap(({ id, kind, lastName, places }): CommittedLink[] => {
      const place = places.at(-1);
      if (!place) return [];
      const namespace = namespaceFromKey(place.namespace);
      const now = after?.namespace(namespace)?.links.get(place.ifindex);
      return [
        { namespace, name: now?.name ?? lastName, kind, ifindex: place.ifindex, mac: now?.mac ?? macs.get(id) ?? '' },
      ];
    });
    return new CommittedTransaction(committed, links, touched ? after : undefined);
  }

  link(name: string, namespace?: NamespaceRef): CommittedLink {
    const key = namespace === undefined ? undefined : namespaceKey(namespace);
    const found = this.links.filter(
      (link) => link.name === name && (key === undefined || namespaceKey(link.namespace) === key),
    );
    const [link] = found;
    if (!link)
      throw new RangeError(
        `this commit made no link "${name}"${namespace === undefined ? '' : ` in ${describeNamespace(namespace)}`}`,
      );
    if (found.length > 1)
      throw new RangeError(`this commit made ${found.length} links "${name}": name the namespace as well`);
    return link;
  }

  async undo(options: UndoOptions = {}): Promise<UndoReport> {
    this.#undone ??= this.#undo(options).catch((error: unknown) => {
      // Refused, and nothing touched: it may be asked for again.
      this.#undone = undefined;
      throw error;
    });
    return await this.#undone;
  }

  async confirm(): Promise<void> {
    // Without a window there is nothing to keep it from: it counts already.
  }

  async forget(): Promise<void> {
    this.#committed.log.remove(this.id);
    this.#undone = Promise.resolve({ undone: [], gone: [], notes: ['the commit was forgotten; nothing was undone'] });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.undo();
  }

  async #undo({ force = false }: UndoOptions): Promise<UndoReport> {
    const { driver, footprint, before, identities, leases, leaseService, plugins, hooks, events, log } =
      this.#committed;
    const options = { driver, footprint, before, identities, after: this.#after };
    const { conflicts, gone } = await undoConflicts(options, this.operations);
    if (conflicts.length > 0 && !force) {
      throw new ConflictError(`commit ${this.id} cannot be undone: something else has changed since`, conflicts);
    }
    await Promise.allSettled(leases.map(async ({ handle }) => leaseService.release(handle, driver)));
    const { undone, failed, foreign } = await goBack(options);
    if (failed.length > 0) {
      throw new RollbackError(`commit ${this.id} was undone only in part`, {
        residue: [...failed, ...foreign],
        undone,
      });
    }
    log.remove(this.id);
    const report: UndoReport = {
      undone,
      gone,
      notes: foreign.map(({ reason, command }) => `${reason}; to mend it: ${command}`),
    };
    await plugins.tell('afterUndo', report, hooks);
    events.emit('undo:done', { commitId: this.id, reason: 'asked', report });
    return report;
  }
}

/** Where the kernel chose something (a bridge's address, a namespace's identity), and where others live. */
function namespacesToKnow({ footprint, identities }: Committed, macs: ReadonlyMap<string, string>): Set<string> {
  const needed = new Set([...footprint.namespacesMade].filter((name) => !identities.has(name)));
  for (const { id, made, kind, places } of footprint.links.values()) {
    if (made && (macs.has(id) || kind === 'loopback')) continue;
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
