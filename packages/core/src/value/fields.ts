import type { Parser, Refused } from './parsed.js';
import { refuse } from './parsed.js';
import { showValue } from './show-value.js';
import { suggestion } from './suggestion.js';

/** A parser for each option that `T` has, so that a forgotten one is a type error. */
export type Fields<T> = { readonly [K in keyof T]-?: Parser<Exclude<T[K], undefined>> };

/** What is told of an option that is refused. */
export type ReportRefusal = (refused: Refused) => void;

/** The options of `T` that were given and understood. */
export type Given<T> = { -readonly [K in keyof T]?: Exclude<T[K], undefined> };

/**
 * Reads an object of options: those of `fields`, each with its parser. `undefined` means not given, for the object and
 * for each option; what is refused, or not known at all, is reported and left out.
 *
 * @param path - What the object is in messages; `''` for the call's own options, `peer.` for those of a peer.
 */
export function readFields<T>(raw: unknown, fields: Fields<T>, report: ReportRefusal, path = ''): Given<T> {
  const given: Given<T> = {};
  if (raw === undefined) return given;
  if (!isRecord(raw)) {
    const what = path ? `\`${path.slice(0, -1)}\`: expected` : 'expected';
    report(refuse('options', `${what} an object of options, got ${showValue(raw)}`));
    return given;
  }
  for (const key of Object.keys(raw)) {
    const value = raw[key];
    if (value === undefined) continue;
    if (!hasField(fields, key)) {
      report(unknownOption(`${path}${key}`, key, Object.keys(fields)));
      continue;
    }
    const parsed = fields[key](value);
    if (parsed.ok) given[key] = parsed.value;
    else for (const refused of [parsed, ...(parsed.also ?? [])]) report(within(`${path}${key}`, refused));
  }
  return given;
}

/** An object of options, not an array and not null. */
export function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A refusal of an option that nobody knows, with the one that was probably meant. */
export function unknownOption(shown: string, key: string, known: readonly string[]): Refused {
  return refuse(
    'unknown-option',
    `there is no option ${showValue(shown)}`,
    suggestion(key, known) ?? `the options are ${known.join(', ')}`,
  );
}

function within(option: string, refused: Refused): Refused {
  return { ...refused, message: `\`${option}\`: ${refused.message}` };
}

function hasField<T>(fields: Fields<T>, key: string): key is Extract<keyof T, string> {
  return Object.hasOwn(fields, key);
}
