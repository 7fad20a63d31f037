import type { KernelOperation } from '@netloom/core';

/** Transactions, one after another. */
export type Case = readonly (readonly KernelOperation[])[];

/** Runs a case again, and says what differs. */
export type Rerun = (list: Case) => Promise<string | undefined>;

/** Fields that an operation is whole without, wherever in it they are. */
const DISPENSABLE: ReadonlySet<string> = new Set(
  [
    'up mac mtu alias altNames txQueueLength group master promiscuous allMulticast multicast arp queues',
    'metric tos source protocol preference append onLink weight',
    'broadcast label scope noPrefixRoute noDad validLifetime preferredLifetime',
  ].flatMap((line) => line.split(' ')),
);

/** A case, and what differs in it. */
export interface Differing {
  readonly list: Case;
  readonly difference: string;
}

/** Takes away what a case differs without: transactions, operations, then fields. What is left is all needed. */
export async function shrinkCase(whole: Differing, rerun: Rerun): Promise<Differing> {
  let smallest = whole;
  for (let found = true; found;) {
    found = false;
    for (const list of smallerCases(smallest.list)) {
      const difference = await rerun(list);
      if (difference === undefined) continue;
      smallest = { list, difference };
      found = true;
      break;
    }
  }
  return smallest;
}

function* smallerCases(list: Case): Generator<Case> {
  for (let size = list.length >> 1; size > 0; size >>= 1) {
    // What is behind the difference goes first.
    for (let at = list.length - size; at >= 0; at -= size) yield [...list.slice(0, at), ...list.slice(at + size)];
  }
  for (const [at, transaction] of list.entries()) {
    const others = (smaller: readonly KernelOperation[]): Case => list.with(at, smaller);
    for (const index of transaction.keys()) if (transaction.length > 1) yield others(transaction.toSpliced(index, 1));
  }
  for (const [at, transaction] of list.entries()) {
    for (const [index, operation] of transaction.entries()) {
      // All that a forwarding entry says is what it is known by.
      if (operation.op === 'fdb.add' || operation.op === 'fdb.delete') continue;
      for (const smaller of withoutAField(operation)) yield list.with(at, transaction.with(index, smaller));
    }
  }
}

/** The operation less one field, each in turn; of a list of changes all are the operation's own. */
function* withoutAField<T extends object>(value: T): Generator<T> {
  for (const [key, inner] of Object.entries(value) as [string, unknown][]) {
    if (key === 'changes') continue;
    if (DISPENSABLE.has(key)) yield without(value, key);
    else if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) {
      for (const smaller of withoutAField(inner)) yield { ...value, [key]: smaller };
    }
  }
}

function without<T extends object>(value: T, key: string): T {
  return Object.fromEntries(Object.entries(value).filter(([other]) => other !== key)) as T;
}
