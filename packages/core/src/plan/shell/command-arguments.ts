import { isHost } from '../../value/namespace-ref.js';
import type { IpCommand } from './ip-command.js';
import { namespaceName, namespacePath } from './word.js';

/** The complete argument vector of a command: the program, what leads into the namespace, and its own words. */
export function commandArguments({ namespace, program, inet6, args }: IpCommand): readonly string[] {
  const words = [...(inet6 === true ? ['-6'] : []), ...args];
  if (isHost(namespace)) return [program, ...words];
  // `ip -n` and `ip netns exec` take names alone; a namespace without one is entered by its nsfs file.
  if (typeof namespace !== 'string') return ['nsenter', `--net=${namespacePath(namespace)}`, program, ...words];
  const name = namespaceName(namespace);
  return program === 'sysctl' ? ['ip', 'netns', 'exec', name, program, ...words] : [program, '-n', name, ...words];
}
