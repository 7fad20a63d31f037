import type { AddressGeneration, LinkChanges, LinkDelete, LinkSet } from '../../operation/link-operation.js';
import type { IpCommand, ShellContext } from './ip-command.js';
import { kindWords } from './link-kind-words.js';
import { portWords } from './port-words.js';
import { flagWord, keyword, linkName, linkWord, macWord, netnsWord, numberWord } from './word.js';

/** What ip-link(8) calls the kernel's modes IN6_ADDR_GEN_MODE_*. */
const GENERATION_WORDS: Readonly<Record<AddressGeneration, string>> = {
  eui64: 'eui64',
  none: 'none',
  'stable-privacy': 'stable_secret',
  random: 'random',
};

type Words = (changes: LinkChanges, operation: LinkSet, context: ShellContext) => string[] | undefined;

/** The words after `ip link set dev LINK`, by the change that they make; a name that changes and a move come last. */
const SET_WORDS: readonly Words[] = [
  ({ mac }) => (mac === undefined ? undefined : ['address', macWord(mac)]),
  ({ mtu }) => (mtu === undefined ? undefined : ['mtu', numberWord(mtu)]),
  ({ master, masterIndex }) => {
    if (master === null) return ['nomaster'];
    return master === undefined && masterIndex === undefined
      ? undefined
      : ['master', linkWord(master ?? '', masterIndex)];
  },
  ({ alias }) => (alias === undefined ? undefined : ['alias', alias ?? '']),
  ({ txQueueLength }) => (txQueueLength === undefined ? undefined : ['txqueuelen', numberWord(txQueueLength)]),
  ({ group }) => (group === undefined ? undefined : ['group', numberWord(group)]),
  ({ promiscuous }) => (promiscuous === undefined ? undefined : ['promisc', flagWord(promiscuous)]),
  ({ allMulticast }) => (allMulticast === undefined ? undefined : ['allmulticast', flagWord(allMulticast)]),
  ({ multicast }) => (multicast === undefined ? undefined : ['multicast', flagWord(multicast)]),
  ({ arp }) => (arp === undefined ? undefined : ['arp', flagWord(arp)]),
  ({ addressGeneration: mode }) => (mode === undefined ? undefined : ['addrgenmode', GENERATION_WORDS[mode]]),
  ({ data }, { kind }) =>
    data === undefined ? undefined : ['type', keyword(kind ?? ''), ...kindWords(kind ?? '', data)],
  ({ port }) => (port === undefined ? undefined : ['type', 'bridge_slave', ...portWords(port)]),
  ({ up }) => (up === undefined ? undefined : [up ? 'up' : 'down']),
];

/** `ip link set …`, one command a change: the kernel applies several in one message without undoing any that came first. */
export function linkSetCommands(operation: LinkSet, context: ShellContext): IpCommand[] {
  const { namespace, changes } = operation;
  const device = linkWord(operation.name, operation.ifindex);
  const command = (...args: string[]): IpCommand => ({ namespace, program: 'ip', args: ['link', ...args] });
  const commands = SET_WORDS.flatMap((words) => {
    const set = words(changes, operation, context);
    return set === undefined ? [] : [command('set', 'dev', device, ...set)];
  });
  const { addAltName, deleteAltName, name, namespace: target } = changes;
  if (deleteAltName !== undefined) commands.push(command('property', 'del', 'dev', device, 'altname', deleteAltName));
  if (addAltName !== undefined) commands.push(command('property', 'add', 'dev', device, 'altname', addAltName));
  if (name !== undefined) commands.push(command('set', 'dev', device, 'name', linkName(name)));
  if (target !== undefined) {
    const moved = linkWord(name ?? operation.name, operation.ifindex);
    commands.push(command('set', 'dev', moved, 'netns', netnsWord(target, context)));
  }
  return commands;
}

/** `ip link delete …` */
export function linkDeleteCommands({ namespace, name, ifindex }: LinkDelete): IpCommand[] {
  return [{ namespace, program: 'ip', args: ['link', 'delete', 'dev', linkWord(name, ifindex)] }];
}
