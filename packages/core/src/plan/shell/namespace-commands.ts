import type { NamespaceAdd, NamespaceDelete, NamespaceSet } from '../../operation/namespace-operation.js';
import { HOST } from '../../value/namespace-ref.js';
import type { IpCommand } from './ip-command.js';
import { namespaceName } from './word.js';

/** `ip netns add NAME` */
export function namespaceAddCommands({ namespace }: NamespaceAdd): IpCommand[] {
  return [{ namespace: HOST, program: 'ip', args: ['netns', 'add', namespaceName(namespace)] }];
}

/** `ip netns delete NAME` */
export function namespaceDeleteCommands({ namespace }: NamespaceDelete): IpCommand[] {
  return [{ namespace: HOST, program: 'ip', args: ['netns', 'delete', namespaceName(namespace)] }];
}

/** Where `ip netns` keeps the names (ip-netns(8)). */
const DIRECTORY = '/run/netns';

/** No word of `ip` renames a namespace: it is bound under its new name, and unmounted under the old one. */
export function namespaceSetCommands({ namespace, changes }: NamespaceSet): IpCommand[] {
  const from = `${DIRECTORY}/${namespaceName(namespace)}`;
  const to = `${DIRECTORY}/${namespaceName(changes.name)}`;
  const command = (program: IpCommand['program'], ...args: string[]): IpCommand => ({ namespace: HOST, program, args });
  return [
    command('touch', '--', to),
    command('mount', '--bind', '--', from, to),
    command('umount', '--', from),
    command('rm', '--', from),
  ];
}
