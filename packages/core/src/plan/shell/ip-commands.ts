import type { KernelOperation, OperationOf } from '../../operation/operation.js';
import { addressCommands, addressDeleteCommands } from './address-commands.js';
import { commandArguments } from './command-arguments.js';
import { fdbCommands } from './fdb-commands.js';
import { type IpCommand, SHELL_HOST_NETNS, type ShellContext } from './ip-command.js';
import { linkAddCommands } from './link-add-commands.js';
import { linkDeleteCommands, linkSetCommands } from './link-set-commands.js';
import { namespaceAddCommands, namespaceDeleteCommands, namespaceSetCommands } from './namespace-commands.js';
import { neighbourCommands, neighbourDeleteCommands } from './neighbour-commands.js';
import { routeAddCommands, routeDeleteCommands, routeReplaceCommands } from './route-commands.js';
import { ruleCommands } from './rule-commands.js';
import { sysctlCommands } from './sysctl-commands.js';

type CommandTable = {
  readonly [N in KernelOperation['op']]: (operation: OperationOf<N>, context: ShellContext) => readonly IpCommand[];
};

/** Every operation's translation; one that is missing is a type error. */
const COMMANDS: CommandTable = {
  'namespace.add': namespaceAddCommands,
  'namespace.delete': namespaceDeleteCommands,
  'namespace.set': namespaceSetCommands,
  'link.add': linkAddCommands,
  'link.set': linkSetCommands,
  'link.delete': linkDeleteCommands,
  'address.add': addressCommands,
  'address.replace': addressCommands,
  'address.delete': addressDeleteCommands,
  'route.add': routeAddCommands,
  'route.replace': routeReplaceCommands,
  'route.delete': routeDeleteCommands,
  'neighbour.add': neighbourCommands,
  'neighbour.replace': neighbourCommands,
  'neighbour.delete': neighbourDeleteCommands,
  'rule.add': ruleCommands,
  'rule.delete': ruleCommands,
  'fdb.add': fdbCommands,
  'fdb.delete': fdbCommands,
  'sysctl.set': sysctlCommands,
};

/**
 * The commands that carry an operation out, in their order, each with the namespace that it runs in.
 *
 * @throws {@link DriverError} (`EINVAL`, `EOPNOTSUPP`) where a value of the operation has no safe form as an argument.
 */
export function commandsOf(operation: KernelOperation, context: ShellContext): readonly IpCommand[] {
  const translate = COMMANDS[operation.op] as (
    operation: KernelOperation,
    context: ShellContext,
  ) => readonly IpCommand[];
  return translate(operation, context);
}

/**
 * The commands as a person would type them in the host's namespace, each a complete argument vector.
 *
 * @example
 *   ipCommands({ op: 'namespace.add', namespace: 'blue' });   // [['ip', 'netns', 'add', 'blue']]
 */
export function ipCommands(operation: KernelOperation): readonly (readonly string[])[] {
  return commandsOf(operation, { hostNetns: SHELL_HOST_NETNS }).map(commandArguments);
}
