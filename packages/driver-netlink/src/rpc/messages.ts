/**
 * What goes to the engine. Arguments and results are JSON text: it is faster than a structured clone of many objects. What
 * can be long goes in parts, a text each, so that neither side has to make or read all of it without a pause.
 */
export type Request =
  | { readonly id: number; readonly method: Method; readonly argument: string; readonly parts?: readonly string[] }
  | { readonly id: number; readonly method: 'abort' };

export type Method = 'capabilities' | 'apply' | 'read' | 'namespaces' | 'probe' | 'watch' | 'tryLock' | 'close';

/** What comes back: outcomes, events and parts of the result on the way, then the result or an error. */
export type Reply =
  | { readonly id: number; readonly outcomes: string }
  | { readonly id: number; readonly events: string }
  | { readonly id: number; readonly parts: readonly string[] }
  | { readonly id: number; readonly result: string }
  | { readonly id: number; readonly error: PlainError };

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
  post(message: Out): void;
  listen(receive: (message: In) => void): void;
}
