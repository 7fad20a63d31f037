import type { NamespaceRef } from '@netloom/core';
import { isHost } from '@netloom/core/driver';
import { namespaceFile } from './namespace/namespace-path.js';
import { publicError } from './rpc/plain-error.js';

/**
 * What `ip netns exec` shows a command beside the network (ip-netns(8)): a `/sys` of the namespace, and the files of
 * `/etc/netns/NAME` in place of those in `/etc`. Done in a mount namespace of the command's own.
 */
const VIEW = `umount -l /sys 2>/dev/null
mount -t sysfs netns /sys 2>/dev/null
for file in "/etc/netns/$0"/*; do
  [ -e "$file" ] && mount --bind "$file" "/etc/\${file##*/}"
done
exec "$@"`;

/**
 * The command that runs `file` in a namespace, by nsenter(1) and unshare(1) of util-linux, without `ip`. Every word is an
 * argument: none is read by a shell, and none can be taken for an option.
 *
 * @throws {@link DriverError} EINVAL where a name is none of a namespace.
 */
export function wrapCommand(
  namespace: NamespaceRef,
  file: string,
  args: readonly string[],
): readonly [file: string, ...args: string[]] {
  if (isHost(namespace)) return [file, ...args];
  const enter = ['nsenter', `--net=${fileOf(namespace)}`, '--'] as const;
  if (typeof namespace !== 'string') return [...enter, file, ...args];
  const view = ['unshare', '--mount', '--propagation', 'slave', '--', 'sh', '-c', VIEW, namespace] as const;
  return [...enter, ...view, file, ...args];
}

function fileOf(namespace: Parameters<typeof namespaceFile>[0]): string {
  try {
    return namespaceFile(namespace);
  } catch (error) {
    throw publicError(error);
  }
}
