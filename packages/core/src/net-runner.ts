import { AsyncLocalStorage } from 'node:async_hooks';
import type { RecordedCall } from './builder/recorded-call.js';
import type { TransactionRunner } from './builder/transaction-runner.js';
import type { DependencyContainer } from './di/injection.js';
import { EVENTS, JOURNAL } from './di/tokens.js';
import type { Driver } from './driver/driver.js';
import { ConflictError } from './error/conflict-error.js';
import type { EventBus } from './event/event-bus.js';
import { planDrift } from './plan/plan-drift.js';
import { PlanView } from './plan/plan-view.js';
import type { Plan, PlanOptions } from './plan/plan.js';
import { Planner, type PlannedTransaction, type PlanRequest } from './plan/planner.js';
import type { CheckContext } from './transaction/check.js';
import type { CommitOptions, EnsureOptions } from './transaction/commit-options.js';
import type { CommitSurroundings } from './transaction/commit-surroundings.js';
import type { Commit } from './transaction/commit.js';
import type { Undo } from './transaction/committed-transaction.js';
import { Executor } from './transaction/executor.js';
import type { Guard } from './transaction/guard/guard.js';
import { startGuard } from './transaction/guard/start-guard.js';
import type { Journal } from './transaction/journal/journal.js';
import { requireCommitOptions, requireEnsureOptions } from './transaction/parse-options.js';

/** What a runner needs of its `Net`. */
export interface RunnersNet extends Pick<CheckContext, 'inspect' | 'exec'> {
  readonly driver: Driver;
  readonly container: DependencyContainer;
  readonly lockTimeoutMs: () => number;
  readonly guarded: boolean;
  readonly recoverEntry: string | undefined;
  readonly undo: Undo;
  readonly forget: (id: string) => Promise<void>;
  /** Work that closing the net waits for. */
  readonly tracked: <T>(work: () => Promise<T>) => Promise<T>;
}

/**
 * The runners whose check or hook a call comes from. One store for all of them: Node keeps each store that was ever used,
 * and asks it at every promise.
 */
const COMMITTING = new AsyncLocalStorage<ReadonlySet<NetRunner>>();

/** Plans and commits the chains of a `Net`. */
export class NetRunner implements TransactionRunner {
  readonly #net: RunnersNet;
  readonly #planner: Planner;
  readonly #executor: Executor;
  readonly #events: EventBus;
  readonly #journal: Journal;
  /** Guards all commits of the `Net`, once one was begun. */
  #guard: Promise<Guard | undefined> | undefined;

  constructor(net: RunnersNet) {
    this.#net = net;
    this.#planner = net.container.resolve(Planner);
    this.#executor = net.container.resolve(Executor);
    this.#events = net.container.resolve(EVENTS);
    this.#journal = net.container.resolve(JOURNAL);
  }

  async plan(calls: RecordedCall | undefined, options: PlanOptions = {}): Promise<Plan> {
    const { for: purpose = 'commit', recreate = false } = options;
    return await this.#net.tracked(async () => this.#plan(calls, { purpose, recreate }));
  }

  async commit(calls: RecordedCall | undefined, options?: CommitOptions): Promise<Commit> {
    return await this.#commit(calls, { purpose: 'commit', recreate: false }, requireCommitOptions(options));
  }

  async ensure(calls: RecordedCall | undefined, options?: EnsureOptions): Promise<Commit> {
    const given = requireEnsureOptions(options);
    return await this.#commit(calls, { purpose: 'ensure', recreate: given.recreate ?? false }, given);
  }

  /** Ends the guard of its commits. */
  async close(): Promise<void> {
    (await this.#guard?.catch(() => undefined))?.dismiss();
  }

  async #plan(calls: RecordedCall | undefined, request: PlanRequest): Promise<Plan> {
    const planned = await this.#planned(calls, request, new AbortController().signal);
    return this.#view(planned);
  }

  async #planned(
    calls: RecordedCall | undefined,
    request: PlanRequest,
    signal: AbortSignal,
  ): Promise<PlannedTransaction> {
    return await this.#planner.plan(calls, request, { commitId: '', signal, inspect: this.#net.inspect });
  }

  #view(planned: PlannedTransaction): Plan {
    const plan = new PlanView(planned, async (made, options) =>
      this.#run(async (signal) => {
        const now = await this.#planned(made.calls, made.request, signal);
        const changes = planDrift(made, now);
        if (changes.length > 0) throw new ConflictError('what the plan was made from has changed', changes);
        return now;
      }, requireCommitOptions(options)),
    );
    this.#events.emit('plan', { plan });
    return plan;
  }

  async #commit(calls: RecordedCall | undefined, request: PlanRequest, options: CommitOptions): Promise<Commit> {
    return await this.#run(async (signal) => this.#planned(calls, request, signal), options);
  }

  async #run(planning: (signal: AbortSignal) => Promise<PlannedTransaction>, options: CommitOptions): Promise<Commit> {
    const outer = COMMITTING.getStore();
    if (outer?.has(this)) {
      throw new ConflictError('a commit cannot be started from a check or hook of another commit of the same Net');
    }
    const surroundings: CommitSurroundings = {
      inspect: this.#net.inspect,
      exec: this.#net.exec,
      lockTimeoutMs: this.#net.lockTimeoutMs(),
      recoverEntry: this.#net.recoverEntry,
      undo: async (id, undoing, known) => this.#net.undo(id, undoing, known),
      forget: async (id) => this.#net.forget(id),
    };
    const plan = async (signal: AbortSignal): Promise<{ planned: PlannedTransaction; plan: Plan }> => {
      const planned = await planning(signal);
      return { planned, plan: this.#view(planned) };
    };
    return await this.#net.tracked(async () => {
      if (this.#net.guarded) await this.#guarded();
      const committing = new Set([...(outer ?? []), this]);
      try {
        return await COMMITTING.run(committing, async () => this.#executor.commit(plan, surroundings, options));
      } finally {
        // What goes on from here is in no commit any more: a window that ends, and who listens to that.
        committing.delete(this);
      }
    });
  }

  /** Waits until the guard of all commits is there. One that could not be started, or was killed, is started again. */
  async #guarded(): Promise<void> {
    const { driver, recoverEntry } = this.#net;
    const known = this.#guard;
    const guard = await known?.catch(() => undefined);
    if (guard?.lives === true) return;
    // Of several commits that find it so, the first starts another.
    if (this.#guard === known) this.#guard = startGuard({ driver, journal: this.#journal, recoverEntry });
    await this.#guard;
  }
}
