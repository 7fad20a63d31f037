import type { AcquiredLease } from '../dhcp/acquire-lease.js';
import type { Driver, Outcome } from '../driver/driver.js';
import { NetloomError } from '../error/netloom-error.js';
import type { EventBus } from '../event/event-bus.js';
import type { NetEvent, NetEventName, NetEvents } from '../event/net-events.js';
import type { DhcpAcquire } from '../operation/dhcp-operation.js';
import type { KernelOperation } from '../operation/operation.js';
import { Breather } from '../plan/breather.js';
import { depending } from '../plan/depend.js';
import type { PluginChain } from '../plugin/plugin-chain.js';
import type { HookContext } from '../plugin/plugin.js';
import type { NamespaceIdentity } from '../state/network-state.js';
import type { AroundOperation } from './dhcp.js';
import { failureOf } from './failure.js';
import type { Fact } from './journal/intent.js';
import type { StagedOperation } from './stage.js';

/** What of the outside an execution works with. */
export interface ExecutionSurroundings {
  readonly driver: Driver;
  readonly events: EventBus;
  readonly plugins: PluginChain;
  readonly onProgress: ((event: NetEvent) => void) | undefined;
  readonly monotonicMs: () => number;
  /** Writes down what was learnt on the way. */
  readonly learn: (fact: Fact) => void;
}

/** From so many operations on, working with all of them takes milliseconds. */
const MANY = 100;

/** One run of a transaction's operations: what was done so far, and what was learnt on the way. */
export class Execution {
  readonly commitId: string;
  /** Operations with the indexes that were chosen; DHCP adds to them. */
  readonly operations: StagedOperation[];
  readonly outcomes: Outcome[];
  readonly identities: Map<string, NamespaceIdentity | undefined> = new Map();
  readonly leases: AcquiredLease[] = [];
  readonly #surroundings: ExecutionSurroundings;
  #total: number;

  constructor(
    commitId: string,
    operations: readonly StagedOperation[],
    total: number,
    surroundings: ExecutionSurroundings,
  ) {
    this.commitId = commitId;
    this.operations = [...operations];
    this.outcomes = operations.map(() => ({ status: 'not-run' }));
    this.#surroundings = surroundings;
    this.#total = total;
  }

  get dhcp(): DhcpAcquire[] {
    return this.operations.flatMap(({ operation }) => (operation.op === 'dhcp.acquire' ? [operation] : []));
  }

  emit<E extends NetEventName>(event: E, payload: NetEvents[E]): void {
    this.#surroundings.events.emit(event, payload, this.#surroundings.onProgress);
  }

  /**
   * Has the driver run all operations of the kernel from `start` on.
   *
   * @throws CommitError with what failed.
   */
  async run(start: number, signal: AbortSignal, hooks: HookContext): Promise<void> {
    const places: number[] = [];
    for (let place = start; place < this.operations.length; place++) {
      if (!this.#isDhcp(place)) places.push(place);
    }
    if (places.length === 0) return;
    if (this.#surroundings.plugins.watchesOperations) await this.#oneByOne(places, signal, hooks);
    else await this.#apply(places, signal);
    const isWhole = this.outcomes.every(
      ({ status }, place) => status === 'done' || place < start || this.#isDhcp(place),
    );
    const failure = isWhole
      ? undefined
      : failureOf(
          this.operations.slice(start).map(({ operation }) => operation),
          this.outcomes
            .slice(start)
            .map((outcome, place): Outcome => (this.#isDhcp(start + place) ? { status: 'done' } : outcome)),
        );
    if (signal.aborted) throw signal.reason as Error;
    if (failure) throw failure;
  }

  /** Tells of an operation that is done beside the driver: a lease that is acquired. */
  readonly around: AroundOperation = async (operation, work) => {
    const place = this.operations.findIndex((staged) => staged.operation === operation);
    const { monotonicMs } = this.#surroundings;
    this.#emitStart(place);
    const started = monotonicMs();
    try {
      const result = await work();
      this.#settle(place, { status: 'done' }, monotonicMs() - started);
      return result;
    } catch (error) {
      const staged = this.operations[place];
      if (staged && NetloomError.is(error)) this.emit('operation:failed', { ...this.#payload(staged), error });
      throw error;
    }
  };

  /** Adds the operations that a lease asks for behind the others. */
  append(operations: readonly KernelOperation[]): void {
    for (const operation of operations) {
      this.operations.push({ operation, index: this.#total++ });
      this.outcomes.push({ status: 'not-run' });
    }
  }

  /** Core runs the client itself, when the kernel's operations are done. */
  #isDhcp(place: number): boolean {
    return this.operations[place]?.operation.op === 'dhcp.acquire';
  }

  /** A plugin looks at each operation, so that each is a call of the driver of its own. */
  async #oneByOne(places: readonly number[], signal: AbortSignal, context: HookContext): Promise<void> {
    const { plugins } = this.#surroundings;
    for (const place of places) {
      const operation = this.operations[place]?.operation;
      if (!operation) continue;
      signal.throwIfAborted();
      await plugins.run('beforeOperation', operation, context);
      await this.#apply([place], signal);
      if (this.outcomes[place]?.status !== 'done') return;
      await plugins.run('afterOperation', operation, context);
    }
  }

  async #apply(places: readonly number[], signal: AbortSignal): Promise<void> {
    const { driver, monotonicMs } = this.#surroundings;
    const operations = places.map((place) => this.operations[place]?.operation as KernelOperation);
    const breather = new Breather();
    // What is long has just been written down, in one piece.
    if (places.length > MANY) await breather.breathe();
    for (const place of this.#isHeard('operation:start') ? places : []) {
      await breather.pause();
      this.#emitStart(place);
    }
    const after = places.length > 1 ? await breather.run(depending(operations)) : [[]];
    await breather.pause();
    const told = new Set<number>();
    let last = monotonicMs();
    const applied = driver.apply(operations, {
      after,
      signal,
      onOutcome: (index, outcome) => {
        const now = monotonicMs();
        const place = places[index];
        if (place === undefined) return;
        told.add(place);
        this.#settle(place, outcome, now - last);
        last = now;
      },
    });
    try {
      const { outcomes } = await applied;
      // A driver that gives its outcomes only at the end is believed as well.
      for (const [index, place] of places.entries()) {
        const outcome = outcomes[index];
        if (outcome && !told.has(place)) this.#settle(place, outcome, 0);
      }
    } catch (error) {
      // It has a defect: what it did of all that it has not told of is not known.
      for (const place of places) if (!told.has(place)) this.outcomes[place] = { status: 'unknown' };
      throw error;
    }
  }

  #isHeard(event: NetEventName): boolean {
    const { events, onProgress } = this.#surroundings;
    return onProgress !== undefined || events.hears(event);
  }

  #emitStart(place: number): void {
    const staged = this.operations[place];
    if (staged && this.#isHeard('operation:start')) this.emit('operation:start', this.#payload(staged));
  }

  #settle(place: number, outcome: Outcome, durationMs: number): void {
    const staged = this.operations[place];
    if (!staged) return;
    this.outcomes[place] = outcome;
    const { operation } = staged;
    if (outcome.status === 'done') {
      if (operation.op === 'namespace.add') this.#madeNamespace(operation.namespace, outcome.identity);
      if (this.#isHeard('operation:done')) this.emit('operation:done', { ...this.#payload(staged), durationMs });
    } else if (outcome.status === 'failed') {
      const error = failureOf([operation], [outcome]);
      if (error) this.emit('operation:failed', { ...this.#payload(staged), error });
    }
  }

  /** Written down at once: the name alone does not tell this namespace from a later one. */
  #madeNamespace(name: string, identity: NamespaceIdentity | undefined): void {
    this.identities.set(name, identity);
    this.#surroundings.learn({ fact: 'namespace', name, ...(identity ? { identity } : {}) });
  }

  #payload({ operation, index }: StagedOperation): NetEvents['operation:start'] {
    return { commitId: this.commitId, operation, index, total: this.#total };
  }
}
