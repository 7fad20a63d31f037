import { DRIVER, EVENTS, JOURNAL, LEASES, PLUGINS } from '../di/tokens.js';
import { inject, injectable } from '../di/injection.js';
import type { Driver } from '../driver/driver.js';
import { ConflictError } from '../error/conflict-error.js';
import { RollbackError } from '../error/rollback-error.js';
import type { EventBus } from '../event/event-bus.js';
import type { Footprint } from '../plan/footprint.js';
import type { PluginChain } from '../plugin/plugin-chain.js';
import type { HookContext } from '../plugin/plugin.js';
import { backOptions } from './back-options.js';
import type { UndoOptions, UndoReport } from './commit.js';
import { releaseLeases, type LeaseService } from './dhcp.js';
import { goBack, type BackOptions } from './go-back.js';
import { processesIn } from './processes-in.js';
import { holding } from './holding.js';
import type { Journal, KnownEntry, TakenEntry } from './journal/journal.js';
import type { NamespaceIdentity } from '../state/network-state.js';
import { Recoverer } from './recoverer.js';
import { undoOutlook, type UndoOutlook } from './undo-outlook.js';

/** What the maker of a commit has of it in memory. */
export interface KnownCommit extends KnownEntry {
  readonly footprint: Footprint;
}

export interface UndoRequest extends UndoOptions {
  readonly id: string;
  readonly reason: 'asked' | 'unconfirmed';
  readonly lockTimeoutMs: number;
  readonly inspect: HookContext['inspect'];
  readonly known?: KnownCommit | undefined;
}

/** Undoes what was committed, by this process or another: checked whole first, then done. */
@injectable()
export class Undoer {
  readonly #driver: Driver;
  readonly #events: EventBus;
  readonly #plugins: PluginChain;
  readonly #journal: Journal;
  readonly #leases: LeaseService;
  readonly #recoverer: Recoverer;

  constructor(
    @inject(DRIVER) driver: Driver,
    @inject(EVENTS) events: EventBus,
    @inject(PLUGINS) plugins: PluginChain,
    @inject(JOURNAL) journal: Journal,
    @inject(LEASES) leases: LeaseService,
    @inject(Recoverer) recoverer: Recoverer,
  ) {
    this.#driver = driver;
    this.#events = events;
    this.#plugins = plugins;
    this.#journal = journal;
    this.#leases = leases;
    this.#recoverer = recoverer;
  }

  /**
   * @throws ConflictError where something else has changed since, or the commit is not known: nothing is touched.
   * @throws RollbackError where something could not be put back.
   */
  async undo({ id, reason, force = false, lockTimeoutMs, inspect, known }: UndoRequest): Promise<UndoReport> {
    const { signal } = new AbortController();
    const taken = await this.#journal.take(id, { signal, lockTimeoutMs, recovery: this.#recoverer }, known);
    return await this.undoTaken(taken, { id, reason, force, inspect, known });
  }

  /** The same for a commit that was taken already. */
  async undoTaken(
    { entry, open }: TakenEntry,
    { id, reason, force = false, inspect, known }: Omit<UndoRequest, 'lockTimeoutMs'>,
  ): Promise<UndoReport> {
    const { signal } = new AbortController();
    const operations = [...entry.intent.operations.map(({ operation }) => operation), ...entry.intent.finals];
    let options: BackOptions;
    let found: UndoOutlook;
    try {
      const driver = holding(this.#driver, open.lock);
      options = await backOptions(driver, 'undo', entry, known?.footprint);
      found = await undoOutlook(options, operations);
      if (found.conflicts.length > 0 && !force) {
        throw new ConflictError(`commit ${id} cannot be undone: something else has changed since`, found.conflicts);
      }
    } catch (error) {
      open.putBack();
      throw error;
    }
    const leased = entry.facts.some(({ fact }) => fact === 'lease');
    await releaseLeases(entry.facts, this.#leases, this.#driver);
    const residents = this.#driver.durable ? await residentsOf(options) : [];
    // Clients that end take their addresses with them: then it has to be looked at again.
    const first = leased ? undefined : found;
    const { undone, failed, foreign, unread } = await goBack({ ...options, first }).catch((error: unknown) => {
      open.leaveBroken();
      throw error;
    });
    if (failed.length > 0 || unread !== undefined) {
      open.leaveBroken();
      const message = `commit ${id} was undone only in part`;
      throw new RollbackError(message, { undone, failed, skipped: foreign, gone: found.gone }, { cause: unread });
    }
    open.drop();
    const notes = [...residents, ...foreign.map(({ reason: why, command }) => `${why}; to mend it: ${command}`)];
    const report: UndoReport = { undone, skipped: foreign, gone: found.gone, notes };
    const namespaceRefs = entry.intent.before.namespaces.map(({ namespace }) => namespace);
    await this.#plugins.tell('afterUndo', report, { commitId: id, namespaceRefs, signal, inspect });
    this.#events.emit('undo:done', { commitId: id, reason, report });
    return report;
  }
}

/** Who lives in namespaces that go: nobody is killed, but it is told. */
async function residentsOf({ identities, footprint }: BackOptions): Promise<string[]> {
  const doomed = new Map<string, NamespaceIdentity>();
  for (const [name, identity] of identities) {
    if (identity && footprint.namespacesMade.has(name)) doomed.set(name, identity);
  }
  const residents = await processesIn(doomed);
  return residents.map(
    ({ pid, command, namespace }) => `process ${pid} (${command}) lives on in what was namespace "${namespace}"`,
  );
}
