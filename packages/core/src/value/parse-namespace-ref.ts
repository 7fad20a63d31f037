import { parseNamespaceName } from './namespace-name.js';
import { parseNamespacePath } from './namespace-path.js';
import { HOST, type NamespaceRef } from './namespace-ref.js';
import { accept, refuse, type Parsed } from './parsed.js';
import { parseProcessId } from './process-id.js';
import { showValue } from './show-value.js';

/** A namespace as a user names it: a name, `{ path }`, `{ pid }` or `HOST`; given back in its plainest form. */
export function parseNamespaceRef(value: unknown): Parsed<NamespaceRef> {
  if (typeof value === 'string') return parseNamespaceName(value);
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return unknownForm(value);
  if ('path' in value) {
    const parsed = parseNamespacePath(value.path);
    return parsed.ok ? accept({ path: parsed.value }) : parsed;
  }
  if ('pid' in value) {
    const parsed = parseProcessId(value.pid);
    return parsed.ok ? accept({ pid: parsed.value }) : parsed;
  }
  return 'host' in value && value.host === true ? accept(HOST) : unknownForm(value);
}

function unknownForm(value: unknown): Parsed<NamespaceRef> {
  return refuse(
    'namespace',
    `expected a namespace, got ${showValue(value)}`,
    'give its name, { path }, { pid } or HOST',
  );
}
