import type { HOST, NamespaceRef } from '@netloom/core';
import { SystemError } from '../libc/system-error.js';

/** Where `ip netns` keeps named namespaces, each a file that a namespace is mounted on (ip-netns(8)). */
export const NAMESPACE_DIRECTORY = '/run/netns';

/** The file of a named namespace. A name that could be any other path is refused, whoever let it come this far. */
export function namespacePath(name: string): string {
  if (name === '' || name === '.' || name === '..' || /[/\0]/.test(name) || Buffer.byteLength(name) > 255) {
    throw new SystemError(`name a namespace ${JSON.stringify(name)}`, 'EINVAL', 'not a name of a namespace');
  }
  return `${NAMESPACE_DIRECTORY}/${name}`;
}

/**
 * The file of a namespace that is not the host's.
 *
 * @throws {@link SystemError} EINVAL for a name that is none, a path that is not absolute, and a process that cannot be.
 */
export function namespaceFile(namespace: Exclude<NamespaceRef, typeof HOST>): string {
  if (typeof namespace === 'string') return namespacePath(namespace);
  if ('path' in namespace) return absolutePath(namespace.path);
  const { pid } = namespace;
  if (Number.isSafeInteger(pid) && pid > 0) return `/proc/${pid}/ns/net`;
  throw new SystemError(`find a namespace of process ${String(pid)}`, 'EINVAL', 'not a number of a process');
}

/** The C library would stop reading at a NUL, and look from wherever the process happens to be. */
function absolutePath(path: string): string {
  if (path.startsWith('/') && !path.includes('\0')) return path;
  throw new SystemError(`find a namespace at ${JSON.stringify(path)}`, 'EINVAL', 'not an absolute path');
}
