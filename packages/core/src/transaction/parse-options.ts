import { ValidationError } from '../error/validation-error.js';
import type { Problem } from '../error/problem.js';
import { parseBoolean } from '../value/boolean.js';
import { parseDurationMs } from '../value/duration.js';
import { readFields, type Fields, type Given } from '../value/fields.js';
import { parseLabel } from '../value/label.js';
import { accept, refuse, type Parsed } from '../value/parsed.js';
import { showValue } from '../value/show-value.js';
import type { UndoOptions } from './commit.js';
import type { CommitOptions, EnsureOptions } from './commit-options.js';

const COMMIT: Fields<CommitOptions> = {
  label: parseLabel,
  signal: parseSignal,
  // A timer that is given more than it can wait fires at once, and would roll back at once.
  timeoutMs: parseDurationMs,
  confirmWithinMs: parseDurationMs,
  onProgress: parseListener,
};
const ENSURE: Fields<EnsureOptions> = { ...COMMIT, recreate: parseBoolean };
const UNDO: Fields<UndoOptions> = { force: parseBoolean };

/** @throws ValidationError with all that is wrong with them, before anything is looked at. */
export function requireCommitOptions(options: unknown): CommitOptions {
  return required(options, COMMIT, '.commit()');
}

/** The same for `ensure()`. */
export function requireEnsureOptions(options: unknown): EnsureOptions {
  return required(options, ENSURE, '.ensure()');
}

/** The same for `undo()`. */
export function requireUndoOptions(options: unknown): UndoOptions {
  return required(options, UNDO, 'undo()');
}

function required<T>(options: unknown, fields: Fields<T>, call: string): Given<T> {
  const problems: Problem[] = [];
  const given = readFields(options, fields, ({ code, message, mend }) => {
    problems.push({ code, call, message, ...(mend === undefined ? {} : { mend }) });
  });
  if (problems.length > 0) throw new ValidationError(problems);
  return given;
}

function parseSignal(value: unknown): Parsed<AbortSignal> {
  return value instanceof AbortSignal
    ? accept(value)
    : refuse('signal', `expected an AbortSignal, got ${showValue(value)}`, 'the `signal` of an AbortController');
}

function parseListener(value: unknown): Parsed<NonNullable<CommitOptions['onProgress']>> {
  return typeof value === 'function'
    ? accept(value as NonNullable<CommitOptions['onProgress']>)
    : refuse('listener', `expected a function, got ${showValue(value)}`);
}
