import type { ProblemCode } from '../error/problem-code.js';
import { accept, refuse, type Parser } from './parsed.js';
import { showValue } from './show-value.js';

/** Makes a parser of a closed set of words. */
export function oneOf<const T extends string>(code: ProblemCode, words: readonly T[]): Parser<T> {
  const known: ReadonlyMap<unknown, T> = new Map(words.map((word) => [word, word]));
  const list = words.map((word) => `'${word}'`).join(', ');
  return (value) => {
    const word = known.get(value);
    return word === undefined ? refuse(code, `expected one of ${list}, got ${showValue(value)}`) : accept(word);
  };
}
