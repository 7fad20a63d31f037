import type { Plan, PlanOptions } from '../plan/plan.js';
import type { CommitOptions, EnsureOptions } from '../transaction/commit-options.js';
import type { Commit } from '../transaction/commit.js';
import { HOST, type NamespaceRef } from '../value/namespace-ref.js';
import type { Method } from './method.js';
import type { RecordedCall } from './recorded-call.js';
import { snapshot } from './snapshot.js';
import type { TransactionRunner } from './transaction-runner.js';
import type { Transaction } from './transaction.js';

/**
 * An empty chain, or one that goes on from `calls`.
 *
 * @param runner - Carries out the endings.
 * @param scope - The namespace that the next call lands in.
 */
export function createTransaction(
  runner: TransactionRunner,
  calls?: RecordedCall,
  scope: NamespaceRef = HOST,
): Transaction<never, ''> {
  return new TransactionImpl(runner, calls, scope);
}

/** Records calls. Nothing is checked here, so that all problems of a chain can be told at once by its ending. */
class TransactionImpl implements Transaction {
  readonly #runner: TransactionRunner;
  readonly #calls: RecordedCall | undefined;
  readonly #scope: NamespaceRef;

  constructor(runner: TransactionRunner, calls: RecordedCall | undefined, scope: NamespaceRef) {
    this.#runner = runner;
    this.#calls = calls;
    this.#scope = scope;
    Object.freeze(this);
  }

  namespace(...args: readonly unknown[]): Transaction {
    // What is no namespace at all is told by the ending; until then it is a scope like any other.
    const copy = args.map((arg) => snapshot(arg));
    return this.#with('namespace', copy, copy[0] as NamespaceRef);
  }

  host(): Transaction {
    return this.#with('host', [], HOST);
  }

  veth(...args: readonly unknown[]): Transaction {
    return this.#record('veth', args);
  }

  bridge(...args: readonly unknown[]): Transaction {
    return this.#record('bridge', args);
  }

  macvlan(...args: readonly unknown[]): Transaction {
    return this.#record('macvlan', args);
  }

  macvtap(...args: readonly unknown[]): Transaction {
    return this.#record('macvtap', args);
  }

  add(...args: readonly unknown[]): Transaction {
    return this.#record('add', args);
  }

  link(...args: readonly unknown[]): Transaction {
    return this.#record('link', args);
  }

  move(...args: readonly unknown[]): Transaction {
    return this.#record('move', args);
  }

  delete(...args: readonly unknown[]): Transaction {
    return this.#record('delete', args);
  }

  deleteNamespace(...args: readonly unknown[]): Transaction {
    return this.#record('deleteNamespace', args);
  }

  address(...args: readonly unknown[]): Transaction {
    return this.#record('address', args);
  }

  deleteAddress(...args: readonly unknown[]): Transaction {
    return this.#record('deleteAddress', args);
  }

  route(...args: readonly unknown[]): Transaction {
    return this.#record('route', args);
  }

  deleteRoute(...args: readonly unknown[]): Transaction {
    return this.#record('deleteRoute', args);
  }

  rule(...args: readonly unknown[]): Transaction {
    return this.#record('rule', args);
  }

  deleteRule(...args: readonly unknown[]): Transaction {
    return this.#record('deleteRule', args);
  }

  neighbour(...args: readonly unknown[]): Transaction {
    return this.#record('neighbour', args);
  }

  deleteNeighbour(...args: readonly unknown[]): Transaction {
    return this.#record('deleteNeighbour', args);
  }

  fdb(...args: readonly unknown[]): Transaction {
    return this.#record('fdb', args);
  }

  deleteFdb(...args: readonly unknown[]): Transaction {
    return this.#record('deleteFdb', args);
  }

  sysctl(...args: readonly unknown[]): Transaction {
    return this.#record('sysctl', args);
  }

  dhcp(...args: readonly unknown[]): Transaction {
    return this.#record('dhcp', args);
  }

  /** A check is kept as it is: it may be an object with methods and state of its own. */
  verify(...args: readonly unknown[]): Transaction {
    return this.#with('verify', args, this.#scope);
  }

  call(fn: (tx: Transaction) => unknown): Transaction {
    if (typeof fn !== 'function') return this.#with('call', [fn], this.#scope);
    const result = fn(this);
    return this.#isContinuedBy(result)
      ? new TransactionImpl(this.#runner, result.#calls, this.#scope)
      : this.#with('call', [fn, result], this.#scope);
  }

  plan(options?: PlanOptions): Promise<Plan> {
    return this.#runner.plan(this.#calls, options);
  }

  commit(options?: CommitOptions): Promise<Commit> {
    return this.#runner.commit(this.#calls, options);
  }

  ensure(options?: EnsureOptions): Promise<Commit> {
    return this.#runner.ensure(this.#calls, options);
  }

  #record(method: Method, args: readonly unknown[]): Transaction {
    return this.#with(
      method,
      args.map((arg) => snapshot(arg)),
      this.#scope,
    );
  }

  #with(method: Method, args: readonly unknown[], scope: NamespaceRef): Transaction {
    const previous = this.#calls;
    const call: RecordedCall = { previous, index: (previous?.index ?? 0) + 1, method, args, scope };
    return new TransactionImpl(this.#runner, call, scope);
  }

  /** Whether `other` is this builder with calls added; taking any other would silently lose this one's calls. */
  #isContinuedBy(other: unknown): other is TransactionImpl {
    if (typeof other !== 'object' || other === null || !(#calls in other)) return false;
    const length = this.#calls?.index ?? 0;
    let call = other.#calls;
    while (call !== undefined && call.index > length) call = call.previous;
    return call === this.#calls;
  }
}
