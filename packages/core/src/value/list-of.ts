import { accept, refuse, type Parsed, type Parser, type Refused } from './parsed.js';
import { showValue } from './show-value.js';

/** Makes a parser of a list; what is wrong with each of its items is told at once. */
export function listOf<T>(item: Parser<T>): Parser<readonly T[]> {
  return (value) =>
    Array.isArray(value) ? parseItems(value, item) : refuse('list', `expected a list, got ${showValue(value)}`);
}

/** Makes a parser of one item or a list of them. */
export function oneOrMore<T>(item: Parser<T>): Parser<readonly T[]> {
  return (value) => parseItems(Array.isArray(value) ? value : [value], item);
}

function parseItems<T>(items: readonly unknown[], item: Parser<T>): Parsed<readonly T[]> {
  const values: T[] = [];
  const refusals: Refused[] = [];
  for (const one of items) {
    const parsed = item(one);
    if (parsed.ok) values.push(parsed.value);
    else refusals.push(parsed);
  }
  const [first, ...also] = refusals;
  if (first === undefined) return accept(values);
  return also.length === 0 ? first : { ...first, also };
}
