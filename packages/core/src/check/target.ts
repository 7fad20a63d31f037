import { parseIpAddress } from '../value/ip-address.js';
import { accept, refuse, type Parsed } from '../value/parsed.js';
import { showValue } from '../value/show-value.js';

/** What a check tries to reach. */
export interface Target {
  readonly text: string;
  /** Not an address but a name, which is looked up in the namespace. */
  readonly isName: boolean;
}

/** A host name of RFC 1123 section 2.1: labels of letters, digits and inner dashes. */
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
const LONGEST_NAME = 253;

/** An address or a host name. Neither can be an option of a command, or a path. */
export function parseTarget(value: unknown): Parsed<Target> {
  const address = parseIpAddress(value);
  if (address.ok) return accept({ text: address.value.text, isName: false });
  // A name whose last label is a number would be read as an address in a form of old (`10.1`, `0x7f.1`).
  if (typeof value !== 'string' || value.length > LONGEST_NAME || /(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)$/i.test(value)) {
    return address;
  }
  if (value.split('.').every((label) => LABEL.test(label))) return accept({ text: value, isName: true });
  return refuse('target', `expected an address or a host name, got ${showValue(value)}`);
}
