import { accept, refuse, type Parsed } from './parsed.js';
import { showValue } from './show-value.js';

/** The names of `/etc/iproute2/rt_scopes`, which are fixed in linux/rtnetlink.h. */
const NAMES = new Set(['global', 'site', 'link', 'host', 'nowhere']);
const NUMBER = /^(?:0|[1-9][0-9]{0,2})$/;

/** How far an address or a route reaches: by name, or a number from 0 to 255 as text. */
export function parseScope(value: unknown): Parsed<string> {
  if (typeof value === 'string' && (NAMES.has(value) || (NUMBER.test(value) && Number(value) <= 255))) {
    return accept(value);
  }
  return refuse('scope', `expected one of ${[...NAMES].join(', ')} or a number up to 255, got ${showValue(value)}`);
}
