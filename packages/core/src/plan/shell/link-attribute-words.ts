import type { LinkAttributes } from '../../operation/link-attributes.js';
import type { NamespaceRef } from '../../value/namespace-ref.js';
import type { IpCommand } from './ip-command.js';
import { flagWord, linkName, linkWord, macWord, numberWord } from './word.js';

/** A link that is to be made: its attributes, and who and where it is. */
export interface NewLink extends LinkAttributes {
  readonly name: string;
  readonly namespace: NamespaceRef;
  readonly ifindex?: number;
}

/** What the message that makes a link can carry for it, in the words of `ip link add`. */
export function creationWords(link: NewLink, queues?: { readonly tx: number; readonly rx: number }): string[] {
  return [
    'name',
    linkName(link.name),
    ...(link.ifindex === undefined ? [] : ['index', numberWord(link.ifindex)]),
    ...(link.mtu === undefined ? [] : ['mtu', numberWord(link.mtu)]),
    ...(link.mac === undefined ? [] : ['address', macWord(link.mac)]),
    ...(link.txQueueLength === undefined ? [] : ['txqueuelen', numberWord(link.txQueueLength)]),
    ...(link.group === undefined ? [] : ['group', numberWord(link.group)]),
    ...(queues === undefined ? [] : ['numtxqueues', numberWord(queues.tx), 'numrxqueues', numberWord(queues.rx)]),
  ];
}

/** `master BRIDGE`, or nothing. */
export function masterWords({ master, masterIndex }: LinkAttributes): string[] {
  return master === undefined && masterIndex === undefined ? [] : ['master', linkWord(master ?? '', masterIndex)];
}

/** The flags that differ from those of a new link, up last. */
export function flagWords(link: LinkAttributes): string[] {
  return [
    ...(link.promiscuous === undefined ? [] : ['promisc', flagWord(link.promiscuous)]),
    ...(link.allMulticast === undefined ? [] : ['allmulticast', flagWord(link.allMulticast)]),
    ...(link.multicast === undefined ? [] : ['multicast', flagWord(link.multicast)]),
    ...(link.arp === undefined ? [] : ['arp', flagWord(link.arp)]),
    ...(link.up === true ? ['up'] : []),
  ];
}

/**
 * The commands after `ip link add` that finish a new link: its other names, and one `ip link set` with all else. The
 * kernel takes an alias in no message that makes a link (it ignores it there), nor the other names.
 */
export function finishCommands(
  link: NewLink,
  late: { readonly master: boolean; readonly flags: boolean },
): IpCommand[] {
  const { namespace, altNames = [], alias } = link;
  const device = linkWord(link.name, link.ifindex);
  const set = [
    ...(late.master ? masterWords(link) : []),
    ...(alias === undefined ? [] : ['alias', alias]),
    ...(late.flags ? flagWords(link) : []),
  ];
  const names = altNames.flatMap((name) => ['altname', name]);
  const commands: IpCommand[] = [];
  if (names.length > 0)
    commands.push({ namespace, program: 'ip', args: ['link', 'property', 'add', 'dev', device, ...names] });
  if (set.length > 0) commands.push({ namespace, program: 'ip', args: ['link', 'set', 'dev', device, ...set] });
  return commands;
}
