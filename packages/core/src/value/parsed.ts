import type { ProblemCode } from '../error/problem-code.js';

/** A value that was understood, in its canonical form. */
export interface Accepted<T> {
  readonly ok: true;
  readonly value: T;
}

/** Why a value was refused, for people, with a code for programs and, where there is one, a mend. */
export interface Refused {
  readonly ok: false;
  /** Becomes the code of the problem: `interface-name`, `mtu` … */
  readonly code: ProblemCode;
  readonly message: string;
  readonly mend?: string;
  /** What else is wrong, where a value has several parts. */
  readonly also?: readonly Refused[];
}

/** What a parser gives: parsers never throw, whatever they are given. */
export type Parsed<T> = Accepted<T> | Refused;

/** Turns what a user gave into a value of type `T`, or says why it cannot. */
export type Parser<T> = (value: unknown) => Parsed<T>;

export function accept<T>(value: T): Accepted<T> {
  return { ok: true, value };
}

export function refuse(code: ProblemCode, message: string, mend?: string): Refused {
  return mend === undefined ? { ok: false, code, message } : { ok: false, code, message, mend };
}
