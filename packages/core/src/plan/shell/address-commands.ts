import type {
  AddressAdd,
  AddressAttributes,
  AddressDelete,
  AddressReplace,
} from '../../operation/address-operation.js';
import type { IpCommand } from './ip-command.js';
import { addressWord, keyword, linkWord, numberWord } from './word.js';

/** `ip address add …` and `ip address replace …` */
export function addressCommands(operation: AddressAdd | AddressReplace): IpCommand[] {
  const { namespace, link, ifindex } = operation;
  const verb = operation.op === 'address.add' ? 'add' : 'replace';
  const words = [...placeWords(operation), ...attributeWords(operation)];
  return [{ namespace, program: 'ip', args: ['address', verb, ...words, 'dev', linkWord(link, ifindex)] }];
}

/** `ip address delete …` */
export function addressDeleteCommands(operation: AddressDelete): IpCommand[] {
  const { namespace, link, ifindex } = operation;
  const words = placeWords(operation);
  return [{ namespace, program: 'ip', args: ['address', 'delete', ...words, 'dev', linkWord(link, ifindex)] }];
}

function placeWords({ address, peer }: { readonly address: string; readonly peer?: string }): string[] {
  return [addressWord(address), ...(peer === undefined ? [] : ['peer', addressWord(peer)])];
}

function attributeWords(address: AddressAttributes): string[] {
  const { broadcast, label, scope, metric, validLifetime } = address;
  // One that is not said is forever, which must not be longer than the other.
  const { preferredLifetime = validLifetime } = address;
  return [
    ...(broadcast === undefined ? [] : ['broadcast', addressWord(broadcast)]),
    ...(label === undefined ? [] : ['label', label]),
    ...(scope === undefined ? [] : ['scope', keyword(scope)]),
    ...(metric === undefined ? [] : ['metric', numberWord(metric)]),
    ...(validLifetime === undefined ? [] : ['valid_lft', numberWord(validLifetime)]),
    ...(preferredLifetime === undefined ? [] : ['preferred_lft', numberWord(preferredLifetime)]),
    ...(address.noPrefixRoute === true ? ['noprefixroute'] : []),
    ...(address.noDad === true ? ['nodad'] : []),
    ...(address.home === true ? ['home'] : []),
    ...(address.manageTemp === true ? ['mngtmpaddr'] : []),
    ...(address.autoJoin === true ? ['autojoin'] : []),
  ];
}
