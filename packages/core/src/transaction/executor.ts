import { CLOCK, DRIVER, EVENTS, JOURNAL, LEASES, PLUGINS } from '../di/tokens.js';
import type { Clock } from '../di/clock.js';
import { inject, injectable } from '../di/injection.js';
import type { Driver } from '../driver/driver.js';
import { CommitError } from '../error/commit-error.js';
import { NetloomError } from '../error/netloom-error.js';
import { RollbackError } from '../error/rollback-error.js';
import type { EventBus } from '../event/event-bus.js';
import type { KernelOperation } from '../operation/operation.js';
import type { Footprint } from '../plan/footprint.js';
import type { Plan } from '../plan/plan.js';
import type { PlannedTransaction } from '../plan/planner.js';
import { trace } from '../plan/trace.js';
import { HookFailure, type PluginChain } from '../plugin/plugin-chain.js';
import type { HookContext } from '../plugin/plugin.js';
import { NetworkModel } from '../state/network-model.js';
import type { NetworkState } from '../state/network-state.js';
import { abortOf, endedEarly, type Abort } from './abort.js';
import type { CheckContext } from './check.js';
import type { CommitLog } from './commit-log.js';
import type { CommitOptions } from './commit-options.js';
import type { Commit } from './commit.js';
import { CommittedTransaction } from './committed-transaction.js';
import { commitId } from './commit-id.js';
import { acquireAll, type LeaseService } from './dhcp.js';
import { Execution } from './execution.js';
import { goBack, sysctlsOf } from './go-back.js';
import { identify } from './identify.js';
import { runChecks } from './run-checks.js';
import { stage } from './stage.js';

/** What of the `Net` checks and hooks can use. */
export type Inspection = Pick<CheckContext, 'inspect' | 'exec'>;

/** A transaction that is ready to run. */
interface Prepared {
  readonly execution: Execution;
  readonly finals: readonly KernelOperation[];
  readonly before: NetworkState;
  /** What it does, if all of it is done. */
  readonly footprint: Footprint;
  readonly hooks: HookContext;
}

/** Runs planned transactions: all of it, or none of it. */
@injectable()
export class Executor {
  readonly #driver: Driver;
  readonly #events: EventBus;
  readonly #plugins: PluginChain;
  readonly #log: CommitLog;
  readonly #clock: Clock;
  readonly #leases: LeaseService;

  constructor(
    @inject(DRIVER) driver: Driver,
    @inject(EVENTS) events: EventBus,
    @inject(PLUGINS) plugins: PluginChain,
    @inject(JOURNAL) log: CommitLog,
    @inject(CLOCK) clock: Clock,
    @inject(LEASES) leases: LeaseService,
  ) {
    this.#driver = driver;
    this.#events = events;
    this.#plugins = plugins;
    this.#log = log;
    this.#clock = clock;
    this.#leases = leases;
  }

  /**
   * @param plan - Makes the plan; called within the commit's time.
   * @throws CommitError, RollbackError, and what planning throws.
   */
  async commit(
    planning: (signal: AbortSignal) => Promise<{ planned: PlannedTransaction; plan: Plan }>,
    inspection: Inspection,
    options: CommitOptions = {},
  ): Promise<Commit> {
    const abort = abortOf(options);
    const started = this.#clock.monotonicMs();
    const id = commitId(this.#clock.now());
    try {
      if (abort.signal.aborted) throw endedEarly(abort);
      const { planned, plan } = await planning(abort.signal).catch((error: unknown) => {
        throw abort.signal.aborted ? endedEarly(abort) : error;
      });
      const prepared = await this.#prepare(id, planned, inspection, abort, options);
      const { execution } = prepared;
      execution.emit('commit:start', { commitId: id, plan });
      try {
        await this.#run(prepared, planned, plan, inspection, abort);
      } catch (error) {
        await this.#rollBack(prepared, asCommitError(error, abort));
      }
      return await this.#settle(prepared, planned, options, started);
    } catch (error) {
      if (NetloomError.is(error)) this.#events.emit('commit:failed', { commitId: id, error }, options.onProgress);
      throw error;
    } finally {
      abort.release();
    }
  }

  async #prepare(
    id: string,
    planned: PlannedTransaction,
    inspection: Inspection,
    abort: Abort,
    options: CommitOptions,
  ): Promise<Prepared> {
    const stages = stage(planned.operations, planned.before);
    const numbered = identify(
      [...stages.operations.map(({ operation }) => operation), ...stages.finals],
      planned.before,
    );
    const operations = stages.operations.map(({ index }, place) => ({
      index,
      operation: numbered[place] ?? planned.operations[index],
    }));
    const execution = new Execution(
      id,
      operations.flatMap(({ index, operation }) => (operation ? [{ index, operation }] : [])),
      planned.operations.length,
      {
        driver: this.#driver,
        events: this.#events,
        plugins: this.#plugins,
        onProgress: options.onProgress,
        monotonicMs: () => this.#clock.monotonicMs(),
      },
    );
    const finals = numbered.slice(stages.operations.length) as KernelOperation[];
    const footprint = trace(numbered, planned.before);
    const before = await this.#withSysctls(planned.before, footprint);
    const namespaceRefs = before.namespaces.map(({ namespace }) => namespace);
    const hooks = { commitId: id, namespaceRefs, signal: abort.signal, inspect: inspection.inspect };
    return { execution, finals, before, footprint, hooks };
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
    { execution, hooks }: Prepared,
    planned: PlannedTransaction,
    plan: Plan,
    inspection: Inspection,
    { signal }: Abort,
  ): Promise<void> {
    await this.#plugins.run('beforeCommit', plan, hooks);
    signal.throwIfAborted();
    await execution.run(0, signal, hooks);
    const leased = execution.operations.length;
    await acquireAll(execution.dhcp, this.#leases, { driver: this.#driver, signal }, execution.leases);
    execution.append(execution.leases.flatMap(({ operations }) => operations));
    await execution.run(leased, signal, hooks);
    const probe = this.#driver.probe?.bind(this.#driver);
    await runChecks({
      checks: planned.checks,
      context: {
        signal,
        leases: execution.leases.map(({ lease }) => lease),
        ...inspection,
        ...(probe ? { probe } : {}),
      },
      onStart: (check, { namespace }) =>
        execution.emit('verify:start', { commitId: execution.commitId, check, namespace }),
      onFailure: (check, { namespace }, error) =>
        execution.emit('verify:failed', { commitId: execution.commitId, check, namespace, error }),
    });
    signal.throwIfAborted();
  }

  /** @throws always: the error that ended the commit, or what the rollback could not put back. */
  async #rollBack(prepared: Prepared, error: CommitError): Promise<never> {
    const { execution, before, hooks } = prepared;
    const { commitId: id } = execution;
    execution.emit('rollback:start', { commitId: id, error });
    await this.#plugins.tell('beforeRollback', error, hooks);
    await this.#releaseLeases(execution);
    const footprint = footprintOf(prepared);
    const {
      undone,
      failed: broken,
      foreign,
    } = await goBack({
      driver: this.#driver,
      before,
      footprint,
      identities: execution.identities,
      onOperation: (operation) => execution.emit('rollback:operation', { commitId: id, operation }),
    }).catch((cause: unknown) => {
      throw new RollbackError(
        `${error.message}; and the rollback could not run: ${String(cause)}`,
        { residue: [], undone: [] },
        { cause: error },
      );
    });
    const residue = [...broken, ...foreign];
    if (residue.length > 0) {
      const failed = new RollbackError(
        `${error.message}; and the rollback left something behind`,
        { residue, undone },
        { cause: error },
      );
      execution.emit('rollback:failed', { commitId: id, error: failed });
      throw failed;
    }
    execution.emit('rollback:done', { commitId: id });
    throw error;
  }

  async #releaseLeases({ leases }: Execution): Promise<void> {
    await Promise.allSettled(leases.map(async ({ handle }) => this.#leases.release(handle, this.#driver)));
  }

  /** The commit counts: what was taken out of service is destroyed, and the record is kept. */
  async #settle(
    prepared: Prepared,
    planned: PlannedTransaction,
    options: CommitOptions,
    started: number,
  ): Promise<Commit> {
    const { execution, finals, before, hooks } = prepared;
    const warnings = [...planned.warnings, ...(await this.#destroy(finals))];
    const footprint = footprintOf(prepared);
    const commit = await CommittedTransaction.open({
      id: execution.commitId,
      operations: [...execution.operations.map(({ operation }) => operation), ...finals],
      startedAt: this.#clock.now(),
      label: options.label,
      footprint,
      before,
      identities: execution.identities,
      leases: execution.leases,
      warnings,
      durationMs: this.#clock.monotonicMs() - started,
      driver: this.#driver,
      leaseService: this.#leases,
      plugins: this.#plugins,
      events: this.#events,
      hooks,
      log: this.#log,
    });
    if (commit.operations.length > 0) this.#log.add({ record: commit.record, commit });
    await this.#plugins.tell('afterCommit', commit, hooks);
    execution.emit('commit:done', { commitId: commit.id, commit });
    return commit;
  }

  async #destroy(finals: readonly KernelOperation[]): Promise<PlannedTransaction['warnings']> {
    if (finals.length === 0) return [];
    const { outcomes } = await this.#driver.apply(finals, {
      after: finals.map((_, index) => (index > 0 ? [index - 1] : [])),
      signal: new AbortController().signal,
      onOutcome: () => undefined,
    });
    return outcomes.flatMap((outcome, index) => {
      const operation = finals[index];
      if (outcome.status === 'done' || !operation) return [];
      const why = outcome.status === 'failed' ? (outcome.kernelMessage ?? outcome.errno) : outcome.status;
      return [
        {
          code: 'not-destroyed',
          call: '',
          message: `${operation.op} in the end failed: ${why}; what it was about is out of service`,
        },
      ];
    });
  }
}

/** What the transaction did, as far as it came: a namespace whose add failed is somebody else's. */
function footprintOf({ execution, finals, before, footprint }: Prepared): Footprint {
  const { operations, outcomes, leases } = execution;
  const undone = operations.filter(({ operation }, place) => {
    const status = outcomes[place]?.status;
    return operation.op === 'namespace.add' && (status === 'failed' || status === 'not-run');
  });
  if (undone.length === 0 && leases.length === 0) return footprint;
  const done = operations.filter((each) => !undone.includes(each)).map(({ operation }) => operation);
  return trace([...done, ...finals], before);
}

function asCommitError(error: unknown, abort: Abort): CommitError {
  if (abort.signal.aborted) return endedEarly(abort);
  if (error instanceof CommitError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const phase = error instanceof HookFailure ? 'hook' : 'apply';
  return new CommitError(message, { phase }, { cause: error instanceof HookFailure ? error.cause : error });
}
