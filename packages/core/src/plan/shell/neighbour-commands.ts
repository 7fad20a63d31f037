import type { NeighbourAdd, NeighbourDelete, NeighbourReplace } from '../../operation/neighbour-operation.js';
import type { IpCommand } from './ip-command.js';
import { addressWord, keyword, linkWord, macWord } from './word.js';

/** `ip neighbour add …` and `ip neighbour replace …`; permanent unless the operation says otherwise. */
export function neighbourCommands(operation: NeighbourAdd | NeighbourReplace): IpCommand[] {
  const { mac, state = 'permanent', router } = operation;
  const verb = operation.op === 'neighbour.add' ? 'add' : 'replace';
  const attributes =
    operation.proxy === true
      ? []
      : [
          ...(mac === undefined ? [] : ['lladdr', macWord(mac)]),
          'nud',
          keyword(state),
          ...(router === true ? ['router'] : []),
        ];
  return [neighbourCommand(verb, operation, attributes)];
}

/** `ip neighbour delete …` */
export function neighbourDeleteCommands(operation: NeighbourDelete): IpCommand[] {
  return [neighbourCommand('delete', operation, [])];
}

function neighbourCommand(
  verb: string,
  operation: Omit<NeighbourDelete, 'op'>,
  attributes: readonly string[],
): IpCommand {
  const { namespace, link, ifindex, address, proxy } = operation;
  const entry = [...(proxy === true ? ['proxy'] : []), addressWord(address)];
  const args = ['neighbour', verb, ...entry, ...attributes, 'dev', linkWord(link, ifindex)];
  return { namespace, program: 'ip', args };
}
