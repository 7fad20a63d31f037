import type { LinkAdd } from '../../operation/link-operation.js';
import { HOST, type NamespaceRef, isHost, namespaceKey } from '../../value/namespace-ref.js';
import type { IpCommand, ShellContext } from './ip-command.js';
import { type NewLink, creationWords, finishCommands, flagWords, masterWords } from './link-attribute-words.js';
import { kindWords } from './link-kind-words.js';
import { keyword, linkWord, netnsWord } from './word.js';

type VethAdd = Extract<LinkAdd, { readonly kind: 'veth' }>;

/** The fields of `data` that any kind of link which stands on another has. */
interface OnParent {
  readonly parent?: string;
  readonly parentNamespace?: NamespaceRef;
  readonly parentIndex?: number;
}

/** `ip link add …`, from the namespace where everything that it names can be found, and what finishes the link. */
export function linkAddCommands(operation: LinkAdd, context: ShellContext): IpCommand[] {
  return operation.kind === 'veth' ? vethCommands(operation, context) : singleCommands(operation, context);
}

/**
 * A veth pair is made from the namespace of one end, with the other born where it belongs (a move would take 16 ms under
 * the kernel's lock). An end in the host is named first, whichever the caller wrote first: then the adds of many pods
 * are lines of one batch. The kernel refuses the up flag of both ends here.
 */
function vethCommands({ data, ...link }: VethAdd, context: ShellContext): IpCommand[] {
  const { peer, queues } = data;
  const [first, second]: [NewLink, NewLink] =
    isHost(peer.namespace) && !isHost(link.namespace) ? [peer, link] : [link, peer];
  const args = [
    'link',
    'add',
    ...creationWords(first, queues),
    ...masterWords(first),
    'type',
    'veth',
    'peer',
    ...creationWords(second, queues),
    ...netnsWords(first.namespace, second.namespace, context),
  ];
  return [
    { namespace: first.namespace, program: 'ip', args },
    ...finishCommands(first, { master: false, flags: true }),
    ...finishCommands(second, { master: true, flags: true }),
  ];
}

/** A link that stands on a parent is made from the parent's namespace, any other from its own. */
function singleCommands(operation: Exclude<LinkAdd, VethAdd>, context: ShellContext): IpCommand[] {
  const { namespace, kind } = operation;
  const below = parentOf(operation.data);
  const from = below === undefined ? namespace : (below.parentNamespace ?? HOST);
  const away = namespaceKey(from) !== namespaceKey(namespace);
  const ifindex = operation.ifindex ?? (away ? context.chooseIndex?.() : undefined);
  const link: NewLink = ifindex === undefined ? operation : { ...operation, ifindex };
  const args = [
    'link',
    'add',
    ...(below === undefined ? [] : ['link', linkWord(below.parent ?? '', below.parentIndex)]),
    ...creationWords(link),
    ...netnsWords(from, namespace, context),
    ...(away ? [] : masterWords(link)),
    ...flagWords(link),
    'type',
    keyword(kind),
    ...kindWords(kind, operation.data),
  ];
  return [{ namespace: from, program: 'ip', args }, ...finishCommands(link, { master: away, flags: false })];
}

/** The fields of `data` that say what the link stands on, where it stands on something. */
function parentOf(data: OnParent | object): OnParent | undefined {
  return 'parent' in data || 'parentIndex' in data ? data : undefined;
}

function netnsWords(from: NamespaceRef, to: NamespaceRef, context: ShellContext): string[] {
  return namespaceKey(from) === namespaceKey(to) ? [] : ['netns', netnsWord(to, context)];
}
