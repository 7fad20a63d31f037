import type { AcquiredLease } from '../dhcp/acquire-lease.js';
import type { Clock } from '../di/clock.js';
import { inject, injectable } from '../di/injection.js';
import { CLOCK, DRIVER, EVENTS, JOURNAL, LEASES, PLUGINS } from '../di/tokens.js';
import type { Driver } from '../driver/driver.js';
import { CommitError } from '../error/commit-error.js';
import { NetloomError } from '../error/netloom-error.js';
import type { Problem } from '../error/problem.js';
import { RollbackError } from '../error/rollback-error.js';
import type { EventBus } from '../event/event-bus.js';
import type { KernelOperation, Operation } from '../operation/operation.js';
import type { Footprint } from '../plan/footprint.js';
import type { Plan } from '../plan/plan.js';
import type { PlannedTransaction } from '../plan/planner.js';
import { pruneState } from '../plan/prune-state.js';
import { trace } from '../plan/trace.js';
import { HookFailure, type PluginChain } from '../plugin/plugin-chain.js';
import type { HookContext } from '../plugin/plugin.js';
import { NetworkModel } from '../state/network-model.js';
import type { NetworkState } from '../state/network-state.js';
import { abortOf, endedEarly, type Abort } from './abort.js';
import type { CheckContext } from './check.js';
import { commitId } from './commit-id.js';
import type { CommitOptions } from './commit-options.js';
import type { Commit } from './commit.js';
import { CommittedTransaction, type Undo } from './committed-transaction.js';
import { acquireAll, type LeaseService } from './dhcp.js';
import { Execution } from './execution.js';
import { Confirmation } from './confirmation.js';
import type { Guard } from './guard/guard.js';
import { startGuard } from './guard/start-guard.js';
import { goBack, sysctlsOf } from './go-back.js';
import { identify } from './identify.js';
import { isEmpty, type Intent } from './journal/intent.js';
import type { Journal, OpenEntry } from './journal/journal.js';
import { ownershipOf } from './journal/ownership.js';
import { destroy, Recoverer } from './recoverer.js';
import { requireCapabilities } from './require-capabilities.js';
import { runChecks } from './run-checks.js';
import { settlementOf } from './settlement-of.js';
import { stage } from './stage.js';
import { Undoer } from './undoer.js';

/** What of the `Net` a commit works with. */
export interface CommitSurroundings extends Pick<CheckContext, 'inspect' | 'exec'> {
  readonly lockTimeoutMs: number;
  readonly undo: Undo;
  readonly forget: (id: string) => Promise<void>;
  /** The module that a guard runs, for bundled applications. */
  readonly recoverEntry: string | undefined;
}

/** A transaction that is planned, with everything chosen that the kernel does not choose. */
interface Prepared {
  readonly planned: PlannedTransaction;
  readonly plan: Plan;
  readonly intent: Intent;
  readonly footprint: Footprint;
}

/** A transaction that is running. */
interface Running extends Prepared {
  readonly entry: OpenEntry;
  readonly execution: Execution;
  readonly hooks: HookContext;
  readonly guard: Guard | undefined;
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
   * @param planning - Makes the plan; called while nobody else plans, and again where somebody else was in the way.
   * @throws CommitError, RollbackError, and what planning throws.
   */
  async commit(
    planning: (signal: AbortSignal) => Promise<{ planned: PlannedTransaction; plan: Plan }>,
    surroundings: CommitSurroundings,
    options: CommitOptions = {},
  ): Promise<Commit> {
    const abort = abortOf(options);
    const started = this.#clock.monotonicMs();
    const id = commitId(this.#clock.now());
    try {
      if (abort.signal.aborted) throw endedEarly(abort);
      const running = await this.#begin(id, planning, surroundings, abort, options).catch((error: unknown) => {
        throw abort.signal.aborted ? endedEarly(abort) : error;
      });
      running.execution.emit('commit:start', { commitId: id, plan: running.plan });
      try {
        await this.#run(running, surroundings, abort);
        if (options.confirmWithinMs === undefined) running.entry.commit();
      } catch (error) {
        await this.#rollBack(running, asCommitError(error, abort));
      }
      return await this.#settle(running, surroundings, options, started);
    } catch (error) {
      if (NetloomError.is(error)) this.#events.emit('commit:failed', { commitId: id, error }, options.onProgress);
      throw error;
    } finally {
      abort.release();
    }
  }

  async #begin(
    id: string,
    planning: (signal: AbortSignal) => Promise<{ planned: PlannedTransaction; plan: Plan }>,
    { lockTimeoutMs, inspect, recoverEntry }: CommitSurroundings,
    { signal }: Abort,
    options: CommitOptions,
  ): Promise<Running> {
    const prepared: Prepared[] = [];
    const plan = async (): Promise<Intent> => {
      const made = await planning(signal);
      prepared[0] = await this.#prepare(id, made.planned, made.plan, options);
      return prepared[0].intent;
    };
    const entry = await this.#journal.begin(plan, this.#recoverer, { signal, lockTimeoutMs });
    const [last] = prepared;
    if (!last) throw new TypeError('the journal began a transaction without planning it');
    const execution = new Execution(id, last.intent.operations, last.planned.operations.length, {
      driver: this.#driver,
      events: this.#events,
      plugins: this.#plugins,
      onProgress: options.onProgress,
      monotonicMs: () => this.#clock.monotonicMs(),
      learn: (fact) => entry.learn(fact),
    });
    const namespaceRefs = last.intent.before.namespaces.map(({ namespace }) => namespace);
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
    const { id } = entry.intent;
    try {
      return await startGuard({
        driver: this.#driver,
        journal: this.#journal,
        id,
        lock: entry.lock,
        windowMs: confirmWithinMs,
        recoverEntry,
      });
    } catch (error) {
      entry.drop();
      throw error;
    }
  }

  async #prepare(id: string, planned: PlannedTransaction, plan: Plan, { label }: CommitOptions): Promise<Prepared> {
    const { moveIndex } = await requireCapabilities(this.#driver, planned.operations);
    const stages = stage(planned.operations, planned.before);
    const staged = stages.operations.map(({ operation }) => operation);
    const numbered = identify([...staged, ...stages.finals], planned.before, moveIndex);
    const footprint = trace(numbered, planned.before);
    const before = await this.#withSysctls(pruneState(planned.before, numbered, footprint), footprint);
    const intent: Intent = {
      id,
      ...(label === undefined ? {} : { label }),
      startedAt: this.#clock.now().toISOString(),
      operations: stages.operations.map(({ index }, place) => ({ index, operation: numbered[place] as Operation })),
      finals: numbered.slice(staged.length) as KernelOperation[],
      before,
      ...ownershipOf(numbered, footprint),
    };
    return { planned, plan, intent, footprint };
  }

  /** The state before, with the parameters that the transaction changes: which those are is known only now. */
  async #withSysctls(before: NetworkState, footprint: Footprint): Promise<NetworkState> {
    const sysctls = sysctlsOf(footprint);
    if (sysctls.length === 0) return before;
    const namespaces = sysctls.map(({ namespace }) => namespace);
    const read = NetworkModel.from(await this.#driver.read({ namespaces, sysctls }));
    return {
      namespaces: before.namespaces.map((each) => ({
        ...each,
        sysctls: { ...each.sysctls, ...Object.fromEntries(read.namespace(each.namespace)?.sysctls ?? []) },
      })),
    };
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
    await acquireAll(
      execution.dhcp,
      this.#leases,
      { driver: this.#driver, signal, commitId: id },
      (lease: AcquiredLease) => {
        execution.leases.push(lease);
        entry.learn({ fact: 'lease', ...lease });
      },
    );
    execution.append(execution.leases.flatMap(({ operations }) => operations));
    await execution.run(leased, signal, hooks);
    const probe = this.#driver.probe?.bind(this.#driver);
    await runChecks({
      checks: planned.checks,
      context: {
        signal,
        leases: execution.leases.map(({ lease }) => lease),
        inspect,
        exec,
        ...(probe ? { probe } : {}),
      },
      onStart: (check, { namespace }) => execution.emit('verify:start', { commitId: id, check, namespace }),
      onFailure: (check, { namespace }, error) =>
        execution.emit('verify:failed', { commitId: id, check, namespace, error }),
    });
    signal.throwIfAborted();
  }

  /** @throws always: the error that ended the commit, or what the rollback could not put back. */
  async #rollBack(running: Running, error: CommitError): Promise<never> {
    const { execution, hooks, entry, intent, guard } = running;
    const { commitId: id } = execution;
    execution.emit('rollback:start', { commitId: id, error });
    await this.#plugins.tell('beforeRollback', error, hooks);
    await Promise.allSettled(execution.leases.map(async ({ handle }) => this.#leases.release(handle, this.#driver)));
    const { undone, failed, foreign } = await goBack({
      driver: this.#driver,
      before: intent.before,
      footprint: footprintOf(running),
      identities: execution.identities,
      since: Date.parse(intent.startedAt),
      onOperation: (operation) => execution.emit('rollback:operation', { commitId: id, operation }),
    }).catch((cause: unknown) => {
      entry.leaveBroken();
      guard?.dismiss();
      const message = `${error.message}; and the rollback could not run: ${String(cause)}`;
      throw new RollbackError(message, { residue: [], undone: [] }, { cause: error });
    });
    const residue = [...failed, ...foreign];
    if (residue.length > 0) {
      entry.leaveBroken();
      guard?.dismiss();
      const message = `${error.message}; and the rollback left something behind`;
      const left = new RollbackError(message, { residue, undone }, { cause: error });
      execution.emit('rollback:failed', { commitId: id, error: left });
      throw left;
    }
    entry.drop();
    guard?.dismiss();
    execution.emit('rollback:done', { commitId: id });
    throw error;
  }

  /** All is done: it counts now, or as soon as it is confirmed. */
  async #settle(
    running: Running,
    surroundings: CommitSurroundings,
    options: CommitOptions,
    started: number,
  ): Promise<Commit> {
    const { execution, intent, planned, entry, hooks } = running;
    const { confirmWithinMs } = options;
    const warnings: Problem[] = [...planned.warnings];
    const destroyHidden = async (): Promise<void> => {
      for (const message of await destroy(intent.finals, this.#driver))
        warnings.push({ code: 'not-destroyed', call: '', message });
    };
    if (confirmWithinMs === undefined) await destroyHidden();
    const operations = [...execution.operations.map(({ operation }) => operation), ...intent.finals];
    const { links, settlement } = await settlementOf(
      this.#driver,
      operations,
      footprintOf(running),
      execution.identities,
    );
    let confirmation: Confirmation | undefined;
    if (confirmWithinMs === undefined || isEmpty(intent)) entry.settle(settlement);
    else {
      entry.pend(settlement);
      confirmation = this.#confirmation(running, confirmWithinMs, async () => {
        await destroyHidden();
        entry.settle(settlement);
      });
    }
    const commit = new CommittedTransaction({
      id: execution.commitId,
      operations,
      links,
      leases: execution.leases.map(({ lease }) => lease),
      warnings,
      durationMs: this.#clock.monotonicMs() - started,
      undo: async (id, undoing) => {
        const taken = confirmation?.takeBack();
        if (!taken) return await surroundings.undo(id, undoing);
        const report = await this.#undoer.undoTaken(taken, {
          ...undoing,
          id,
          reason: 'asked',
          inspect: surroundings.inspect,
        });
        confirmation?.end();
        return report;
      },
      forget: surroundings.forget,
      ...(confirmation ? { confirm: async () => confirmation.confirm() } : {}),
    });
    await this.#plugins.tell('afterCommit', commit, hooks);
    execution.emit('commit:done', { commitId: commit.id, commit });
    return commit;
  }

  #confirmation(
    { entry, guard, hooks, execution }: Running,
    windowMs: number,
    onConfirmed: () => Promise<void>,
  ): Confirmation {
    const id = execution.commitId;
    return new Confirmation({
      entry,
      windowMs,
      guard,
      onConfirmed,
      onExpired: async (taken) => {
        await this.#undoer
          .undoTaken(taken, { id, reason: 'unconfirmed', force: true, inspect: hooks.inspect })
          .catch((error: unknown) => {
            // Nobody waits for it: what could not be undone is told as an event.
            if (NetloomError.is(error)) execution.emit('rollback:failed', { commitId: id, error });
          });
      },
    });
  }
}

/** What the transaction did, as far as it came: a namespace whose add failed is somebody else's. */
function footprintOf({ execution, intent, footprint }: Running): Footprint {
  const { operations, outcomes, leases } = execution;
  const undone = operations.filter(({ operation }, place) => {
    const status = outcomes[place]?.status;
    return operation.op === 'namespace.add' && (status === 'failed' || status === 'not-run');
  });
  if (undone.length === 0 && leases.length === 0) return footprint;
  const done = operations.filter((each) => !undone.includes(each)).map(({ operation }) => operation);
  return trace([...done, ...intent.finals], intent.before);
}

function asCommitError(error: unknown, abort: Abort): CommitError {
  if (abort.signal.aborted) return endedEarly(abort);
  if (error instanceof CommitError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const phase = error instanceof HookFailure ? 'hook' : 'apply';
  return new CommitError(message, { phase }, { cause: error instanceof HookFailure ? error.cause : error });
}
