import type { AcquiredLease } from '../dhcp/acquire-lease.js';
import type { Clock } from '../di/clock.js';
import { inject, injectable } from '../di/injection.js';
import { CLOCK, DRIVER, EVENTS, JOURNAL, LEASES, PLUGINS } from '../di/tokens.js';
import type { Driver } from '../driver/driver.js';
import { CommitError } from '../error/commit-error.js';
import { NetloomError } from '../error/netloom-error.js';
import type { EventBus } from '../event/event-bus.js';
import type { Plan } from '../plan/plan.js';
import type { PlannedTransaction } from '../plan/planner.js';
import { HookFailure, type PluginChain } from '../plugin/plugin-chain.js';
import { abortOf, endedEarly, type Abort } from './abort.js';
import { commitId } from './commit-id.js';
import type { CommitOptions } from './commit-options.js';
import type { CommitSurroundings } from './commit-surroundings.js';
import type { Commit } from './commit.js';
import { acquireAll, type LeaseService } from './dhcp.js';
import { Execution } from './execution.js';
import type { Guard } from './guard/guard.js';
import { startGuard } from './guard/start-guard.js';
import { isEmpty, type Intent } from './journal/intent.js';
import type { Journal, OpenEntry } from './journal/journal.js';
import { holding } from './holding.js';
import { indexTaken } from './index-taken.js';
import { prepare } from './prepare.js';
import { Recoverer } from './recoverer.js';
import { rollBack } from './roll-back.js';
import { runChecks } from './run-checks.js';
import type { Prepared, Running } from './running.js';
import { settle } from './settle.js';
import { Undoer } from './undoer.js';

/** Makes the plan of a commit. */
export type Planning = (signal: AbortSignal) => Promise<{ planned: PlannedTransaction; plan: Plan }>;

interface Attempt {
  readonly planning: Planning;
  readonly surroundings: CommitSurroundings;
  readonly abort: Abort;
  readonly options: CommitOptions;
  /** When the commit was called, in milliseconds of the monotonic clock. */
  readonly started: number;
}

/** Runs planned transactions: all of it, or none of it. */
@injectable()
export class Executor {
  readonly #driver: Driver;
  readonly #events: EventBus;
  readonly #plugins: PluginChain;
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #leases: LeaseService;
  readonly #recoverer: Recoverer;
  readonly #undoer: Undoer;

  constructor(
    @inject(DRIVER) driver: Driver,
    @inject(EVENTS) events: EventBus,
    @inject(PLUGINS) plugins: PluginChain,
    @inject(JOURNAL) journal: Journal,
    @inject(CLOCK) clock: Clock,
    @inject(LEASES) leases: LeaseService,
    @inject(Recoverer) recoverer: Recoverer,
    @inject(Undoer) undoer: Undoer,
  ) {
    this.#driver = driver;
    this.#events = events;
    this.#plugins = plugins;
    this.#journal = journal;
    this.#clock = clock;
    this.#leases = leases;
    this.#recoverer = recoverer;
    this.#undoer = undoer;
  }

  /**
   * @param planning - Called while nobody else plans, and again where somebody else was in the way.
   * @throws CommitError, RollbackError, and what planning throws.
   */
  async commit(planning: Planning, surroundings: CommitSurroundings, options: CommitOptions = {}): Promise<Commit> {
    const abort = abortOf(options);
    const started = this.#clock.monotonicMs();
    const id = commitId(this.#clock.now());
    try {
      if (abort.signal.aborted) throw endedEarly(abort);
      const attempt = async (): Promise<{ commit: Commit; running: Running }> =>
        await this.#attempt(id, { planning, surroundings, abort, options, started });
      const { commit, running } = await attempt().catch(async (error: unknown) => {
        // Somebody else's link has got an index that was chosen for one of ours: others are chosen, once.
        if (abort.signal.aborted || !(await indexTaken(error, this.#driver).catch(() => false))) throw error;
        return await attempt();
      });
      await this.#plugins.tell('afterCommit', commit, running.hooks);
      running.execution.emit('commit:done', { commitId: id, commit });
      return commit;
    } catch (error) {
      if (NetloomError.is(error)) this.#events.emit('commit:failed', { commitId: id, error }, options.onProgress);
      throw error;
    } finally {
      abort.release();
    }
  }

  /** Plans, runs and settles a transaction, or rolls it back. */
  async #attempt(
    id: string,
    { planning, surroundings, abort, options, started }: Attempt,
  ): Promise<{ commit: Commit; running: Running }> {
    const running = await this.#begin(id, planning, surroundings, abort, options).catch((error: unknown) => {
      throw abort.signal.aborted ? endedEarly(abort) : error;
    });
    running.execution.emit('commit:start', { commitId: id, plan: running.plan });
    const driver = holding(this.#driver, running.entry.lock);
    const tools = { driver, plugins: this.#plugins, leases: this.#leases };
    try {
      await this.#run(running, surroundings, abort);
      if (options.confirmWithinMs === undefined) running.entry.commit();
    } catch (error) {
      await rollBack(running, asCommitError(error, abort), tools);
    }
    const commit = await settle(running, surroundings, options, {
      driver,
      undoer: this.#undoer,
      elapsedMs: () => this.#clock.monotonicMs() - started,
    }).catch(async (error: unknown) => rollBack(running, asCommitError(error, abort), tools));
    return { commit, running };
  }

  async #begin(
    id: string,
    planning: Planning,
    { lockTimeoutMs, inspect, recoverEntry }: CommitSurroundings,
    { signal }: Abort,
    options: CommitOptions,
  ): Promise<Running> {
    let last: Prepared | undefined;
    const plan = async (): Promise<Intent> => {
      const { planned, plan: made } = await planning(signal);
      last = await prepare(planned, made, { driver: this.#driver, clock: this.#clock, id, label: options.label });
      return last.intent;
    };
    const entry = await this.#journal.begin(plan, this.#recoverer, { signal, lockTimeoutMs });
    if (!last) throw new TypeError('the journal began a transaction without planning it');
    const { intent, planned }: Prepared = last;
    const execution = new Execution(id, intent.operations, planned.operations.length, {
      driver: holding(this.#driver, entry.lock),
      events: this.#events,
      plugins: this.#plugins,
      onProgress: options.onProgress,
      monotonicMs: () => this.#clock.monotonicMs(),
      learn: (fact) => entry.learn(fact),
    });
    const namespaceRefs = intent.before.namespaces.map(({ namespace }) => namespace);
    const hooks = { commitId: id, namespaceRefs, signal, inspect };
    const guard = await this.#guard(entry, options, recoverEntry);
    return { ...last, entry, execution, hooks, guard };
  }

  /** Before the first operation, so that there is no moment in which nobody would undo it. */
  async #guard(
    entry: OpenEntry,
    { confirmWithinMs }: CommitOptions,
    recoverEntry: string | undefined,
  ): Promise<Guard | undefined> {
    if (confirmWithinMs === undefined || isEmpty(entry.intent)) return undefined;
    try {
      return await startGuard({
        driver: this.#driver,
        journal: this.#journal,
        id: entry.intent.id,
        lock: entry.lock,
        windowMs: confirmWithinMs,
        recoverEntry,
      });
    } catch (error) {
      entry.drop();
      throw error;
    }
  }

  async #run(
    { execution, hooks, plan, planned, entry }: Running,
    { inspect, exec }: CommitSurroundings,
    { signal }: Abort,
  ): Promise<void> {
    const { commitId: id } = execution;
    await this.#plugins.run('beforeCommit', plan, hooks);
    signal.throwIfAborted();
    await execution.run(0, signal, hooks);
    const leased = execution.operations.length;
    const options = { driver: this.#driver, signal, commitId: id };
    await acquireAll(execution.dhcp, this.#leases, options, execution.around, (lease: AcquiredLease) => {
      execution.leases.push(lease);
      entry.learn({ fact: 'lease', ...lease });
    });
    execution.append(execution.leases.flatMap(({ operations }) => operations));
    await execution.run(leased, signal, hooks);
    const leases = execution.leases.map(({ lease }) => lease);
    const probe = this.#driver.probe?.bind(this.#driver);
    await runChecks({
      checks: planned.checks,
      context: { signal, leases, inspect, exec, ...(probe ? { probe } : {}) },
      onStart: (check, { namespace }) => execution.emit('verify:start', { commitId: id, check, namespace }),
      onFailure: (check, { namespace }, error) =>
        execution.emit('verify:failed', { commitId: id, check, namespace, error }),
    });
    signal.throwIfAborted();
  }
}

function asCommitError(error: unknown, abort: Abort): CommitError {
  if (abort.signal.aborted) return endedEarly(abort);
  if (error instanceof CommitError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const phase = error instanceof HookFailure ? 'hook' : 'apply';
  return new CommitError(message, { phase }, { cause: error instanceof HookFailure ? error.cause : error });
}
