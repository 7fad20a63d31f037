import type { Outcome } from '@netloom/core';

/**
 * What goes to the engine. Arguments and results are JSON text: it is faster than a structured clone of many objects. What
 * can be long goes in parts, a text each, so that neither side has to make or read all of it without a pause. The state
 * comes back as the kernel's own bytes, which are decoded on this side, while the other one still reads.
 */
export type Request =
  | { readonly id: number; readonly method: Method; readonly argument: string; readonly parts?: readonly string[] }
  | { readonly id: number; readonly method: 'abort' };

export type Method =
  | 'capabilities'
  | 'apply'
  | 'read'
  | 'askForeign'
  | 'namespaces'
  | 'probe'
  | 'watch'
  | 'tryLock'
  | 'close';

/**
 * What comes back: outcomes, events and pieces of a transcript on the way, then the result or an error. The result of
 * `apply` is the outcomes that were not told on the way.
 */
export type Reply =
  | { readonly id: number; readonly outcomes: string }
  | { readonly id: number; readonly events: string }
  | { readonly id: number; readonly transcript: Uint8Array }
  | { readonly id: number; readonly result: string }
  | { readonly id: number; readonly error: PlainError };

/** The outcome of an operation, by its place. */
export type ToldOutcome = readonly [index: number, outcome: Outcome];

/** An error as data. */
export interface PlainError {
  readonly kind: 'driver' | 'permission' | 'unsupported' | 'other';
  readonly message: string;
  readonly errno?: string;
  readonly kernelMessage?: string;
  readonly stack?: string;
}

/** A way to the other side, for plain messages. */
export interface Channel<In, Out> {
  /** @param transfer - Memory in the message that is given away, where the way can do that. */
  post(message: Out, transfer?: readonly ArrayBuffer[]): void;
  listen(receive: (message: In) => void): void;
}
