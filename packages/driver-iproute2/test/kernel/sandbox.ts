import { execFileSync } from 'node:child_process';
import type { ExecutionContext } from 'ava';
import type { KernelOperation, NamespaceRef, NamespaceState, Outcome, StateQuery } from '@netloom/core';
import { type Iproute2Driver, iproute2 } from '@netloom/driver-iproute2';

/** Makes a driver that may change the network. */
export const newDriver = (): Iproute2Driver => iproute2();

export const driver: Iproute2Driver = newDriver();

/** Carries operations out one after another, and checks that each outcome was said once. */
export async function apply(t: ExecutionContext, operations: readonly KernelOperation[]): Promise<readonly Outcome[]> {
  const said: (Outcome | undefined)[] = [];
  const { outcomes } = await driver.apply(operations, {
    after: operations.map((_, index) => (index === 0 ? [] : [index - 1])),
    signal: new AbortController().signal,
    onOutcome(index, outcome) {
      t.is(said[index], undefined, `the outcome of ${index} was said twice`);
      said[index] = outcome;
    },
  });
  t.deepEqual(said, [...outcomes]);
  return outcomes;
}

/** Carries operations out, and fails the test where one of them fails. */
export async function done(t: ExecutionContext, ...operations: KernelOperation[]): Promise<void> {
  for (const [index, outcome] of (await apply(t, operations)).entries()) {
    t.is(outcome.status, 'done', JSON.stringify([operations[index], outcome]));
  }
}

/** The state of one namespace. */
export async function stateOf(
  t: ExecutionContext,
  namespace: NamespaceRef,
  sysctls: NonNullable<StateQuery['sysctls']> = [],
): Promise<NamespaceState> {
  const [state, ...more] = (await driver.read({ namespaces: [namespace], sysctls })).namespaces;
  t.is(more.length, 0);
  if (state === undefined) throw new Error('the namespace does not exist');
  return state;
}

/** Runs a command outside the driver. */
export function run(command: string): string {
  const [file = '', ...args] = command.split(' ');
  return execFileSync(file, args, { encoding: 'utf8' });
}

let names = 0;

/** Makes a namespace for a test, removed when the test ends, and gives its name. */
export function namespaceFor(t: ExecutionContext): string {
  names += 1;
  const name = `t${process.pid}-${names}`;
  run(`ip netns add ${name}`);
  t.teardown(() => void run(`ip netns delete ${name}`));
  return name;
}
