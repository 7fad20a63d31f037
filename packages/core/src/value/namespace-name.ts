import type { Parsed } from './parsed.js';
import { parseSafeName } from './safe-name.js';

/** The name of a namespace as `ip netns` keeps it: a file of `/run/netns`, so at most 255 bytes (NAME_MAX). */
export function parseNamespaceName(value: unknown): Parsed<string> {
  return parseSafeName(value, { code: 'namespace-name', what: 'a namespace name', longest: 255 });
}
