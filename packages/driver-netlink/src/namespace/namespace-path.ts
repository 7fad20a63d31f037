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

/** The file of a namespace that is not the host's. */
export function namespaceFile(namespace: Exclude<NamespaceRef, typeof HOST>): string {
  if (typeof namespace === 'string') return namespacePath(namespace);
  return 'path' in namespace ? namespace.path : `/proc/${Math.trunc(namespace.pid)}/ns/net`;
}
