import type { NamespaceAdd, NamespaceDelete } from '../../operation/namespace-operation.js';
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
