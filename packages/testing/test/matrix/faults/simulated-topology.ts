import type { Net, Plugin, Transaction } from '@netloom/core';
import type { SimulatedKernelOptions } from '@netloom/testing';

/** A scene on a simulated kernel, and a transaction that changes it. */
export interface SimulatedTopology {
  readonly name: string;
  readonly host?: SimulatedKernelOptions;
  /** Commits that set the scene. */
  readonly scene: (net: Net) => readonly Transaction[];
  readonly change: (net: Net) => Transaction;
  readonly ending?: 'commit' | 'ensure';
  readonly plugins?: readonly Plugin[];
}
