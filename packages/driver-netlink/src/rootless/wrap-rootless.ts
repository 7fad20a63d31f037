import type { NamespaceRef } from '@netloom/core';
import { UnsupportedError, isHost } from '@netloom/core/driver';
import { wrapCommand } from '../wrap.js';

/**
 * The command that runs `file` in a namespace of the helper: it enters the helper's user, mount and network namespaces
 * first, where the names are found.
 *
 * @throws {@link UnsupportedError} before the helper runs.
 */
export function wrapRootless(
  pid: number | undefined,
  namespace: NamespaceRef,
  file: string,
  args: readonly string[],
): readonly [file: string, ...args: string[]] {
  if (pid === undefined) {
    throw new UnsupportedError('the rootless network does not exist yet: commit or inspect first');
  }
  const enter = ['--target', String(pid), '--user', '--mount', '--net', '--preserve-credentials', '--'] as const;
  return ['nsenter', ...enter, ...(isHost(namespace) ? [file, ...args] : wrapCommand(namespace, file, args))];
}
