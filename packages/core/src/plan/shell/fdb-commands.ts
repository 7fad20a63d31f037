import type { FdbAdd, FdbDelete } from '../../operation/fdb-operation.js';
import type { IpCommand } from './ip-command.js';
import { addressWord, linkWord, macWord, numberWord } from './word.js';

/**
 * `bridge fdb add …` and `bridge fdb delete …`. An address with a destination is appended, since one address of a VXLAN
 * may have several (the all-zero one has as many as there are other ends).
 */
export function fdbCommands(operation: FdbAdd | FdbDelete): IpCommand[] {
  const { namespace, link, ifindex, mac, owner, state, vlan, destination } = operation;
  const add = destination === undefined ? 'add' : 'append';
  const args = [
    'fdb',
    operation.op === 'fdb.add' ? add : 'delete',
    macWord(mac),
    'dev',
    linkWord(link, ifindex),
    ...(destination === undefined ? [] : ['dst', addressWord(destination)]),
    owner,
    state,
    ...(vlan === undefined ? [] : ['vlan', numberWord(vlan)]),
  ];
  return [{ namespace, program: 'bridge', args }];
}
