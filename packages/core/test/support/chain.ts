import type { NetworkState, Operation, Problem, Transaction } from '@netloom/core';
import { callsInOrder, type RecordedCall } from '../../dist/builder/recorded-call.js';
import { createTransaction } from '../../dist/builder/transaction-impl.js';
import type { TransactionRunner } from '../../dist/builder/transaction-runner.js';
import { interpret } from '../../dist/plan/interpret.js';
import type { Interpretation } from '../../dist/plan/interpretation.js';
import { HOST_WITH_ETH0 } from './network.js';

type Build = (tx: Transaction) => Transaction;

/** The calls that a chain has recorded. */
export function callsOf(build: Build): readonly RecordedCall[] {
  let last: RecordedCall | undefined;
  const refuse = (): Promise<never> => Promise.reject(new Error('only plan() is asked for here'));
  const runner: TransactionRunner = {
    plan(calls) {
      last = calls;
      return refuse();
    },
    commit: refuse,
    ensure: refuse,
  };
  build(createTransaction(runner))
    .plan()
    .catch(() => {});
  return callsInOrder(last);
}

export function interpretChain(
  build: Build,
  state: NetworkState = HOST_WITH_ETH0,
  purpose: 'commit' | 'ensure' = 'commit',
): Interpretation {
  return interpret(callsOf(build), state, purpose);
}

/** The operations of a chain that has no problems. */
export function operationsOf(build: Build, state?: NetworkState, purpose?: 'commit' | 'ensure'): readonly Operation[] {
  const { steps, problems } = interpretChain(build, state, purpose);
  if (problems.length > 0) throw new Error(`unexpected problems: ${JSON.stringify(problems, null, 2)}`);
  return steps.map(({ operation }) => operation);
}

export function problemsOf(build: Build, state?: NetworkState, purpose?: 'commit' | 'ensure'): readonly Problem[] {
  return interpretChain(build, state, purpose).problems;
}

/** The one problem of a chain. */
export function problemOf(build: Build, state?: NetworkState, purpose?: 'commit' | 'ensure'): Problem {
  const [problem, ...more] = problemsOf(build, state, purpose);
  if (!problem || more.length > 0) throw new Error(`expected one problem, got ${JSON.stringify([problem, ...more])}`);
  return problem;
}

/** A chain that a user of plain JavaScript could write: any arguments at all. */
export function loosely(tx: Transaction): Record<string, (...args: readonly unknown[]) => Transaction> {
  return tx as unknown as Record<string, (...args: readonly unknown[]) => Transaction>;
}
