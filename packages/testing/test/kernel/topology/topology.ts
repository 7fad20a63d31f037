import type { Net, Transaction } from '@netloom/core';

/** A scene set by hand, and a transaction that changes it. */
export interface Topology {
  readonly name: string;
  /** Commands that set the scene; the sandbox's host is bare before. */
  readonly scene: string;
  readonly change: (net: Net) => Transaction;
}
