/**
 * What a process of the kill matrix may be told to do: `commit` a topology's transaction; have it `fail` at its last operation, so that it is
 * rolled back; commit it with a window and `confirm` it; `undo` a commit by its id; `recover` what others left.
 */
export const ACTIONS = ['commit', 'fail', 'confirm', 'undo', 'recover'] as const;

export type Action = (typeof ACTIONS)[number];

/** What a process of the kill matrix is told to do, once. */
export interface Order {
  readonly topology: string;
  readonly action: Action;
  readonly id?: string;
  /** The step before which the process kills itself; absent: it lives. */
  readonly killAt?: number;
  /** Steps are counted and named: operations one at a time, and what is done to the journal's files. */
  readonly stepped: boolean;
}

/** What it says when it has lived through it. */
export interface Answer {
  readonly id?: string;
  /** The code of the error that it ended with. */
  readonly code?: string;
  readonly message?: string;
  readonly steps: readonly string[];
  readonly milliseconds: number;
}

/** Said when all is loaded, and when the order is about to be carried out. */
export type Word = 'ready' | 'begun' | Answer;
