import { type NamespaceRef, isHost, namespaceName, namespacePath } from '@netloom/core';

/**
 * The command that runs `file` in a namespace: `ip netns exec NAME …`, which gives it the namespace's `/etc/netns` and
 * `/sys` as well, or `nsenter --net=PATH …` where there is no name.
 */
export function wrap(
  namespace: NamespaceRef,
  file: string,
  args: readonly string[],
): readonly [file: string, ...args: string[]] {
  if (typeof namespace === 'string') return ['ip', 'netns', 'exec', namespaceName(namespace), file, ...args];
  if (isHost(namespace)) return [file, ...args];
  return ['nsenter', `--net=${namespacePath(namespace)}`, '--', file, ...args];
}
