import { accept, refuse, type Parsed } from './parsed.js';
import { showValue } from './show-value.js';

/** `true` or `false`, and nothing that is merely truthy. */
export function parseBoolean(value: unknown): Parsed<boolean> {
  return typeof value === 'boolean'
    ? accept(value)
    : refuse('boolean', `expected true or false, got ${showValue(value)}`);
}
