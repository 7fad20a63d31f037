import type { LinkChanges } from '../../operation/link-operation.js';
import type { LinkState } from '../../state/network-state.js';
import { describeNamespace, namespaceKey } from '../../value/namespace-ref.js';
import type { JsonValue } from '../../value/json.js';
import type { LinkFootprint } from '../footprint.js';
import type { BackContext, BackStep, FoundLink } from './back-step.js';
import { findLink, linkBefore } from './find-link.js';
import { canHave } from './kernel-made.js';
import { isKnown, rename, temporaryName } from './place-links.js';
import { sameJson } from './same-value.js';
import { IPV6_MTU } from '../../value/mtu.js';

interface Attribute {
  readonly name: string;
  read(link: LinkState): JsonValue | undefined;
  changes(was: LinkState, now: LinkState): readonly LinkChanges[];
}

/** What comes back by itself when what it follows from does, and is pinned for good where it is written. */
const FOLLOWING: ReadonlySet<string> = new Set(['mac', 'mtu']);

/** In the order in which they are put back: a link comes up when all else is as it was. */
const ATTRIBUTES: readonly Attribute[] = [
  plain(
    'mac',
    (link) => link.mac,
    ({ mac }) => (canHave(mac) ? [{ mac }] : []),
  ),
  plain(
    'mtu',
    (link) => link.mtu,
    ({ mtu }) => [{ mtu }],
  ),
  plain(
    'group',
    (link) => link.group,
    ({ group }) => [{ group }],
  ),
  plain(
    'txQueueLength',
    (link) => link.txQueueLength,
    ({ txQueueLength }) => [{ txQueueLength }],
  ),
  plain(
    'alias',
    (link) => link.alias,
    ({ alias }) => [{ alias: alias ?? null }],
  ),
  {
    name: 'altNames',
    read: (link) => link.altNames.toSorted(),
    changes: (was, now) => [
      ...now.altNames.filter((name) => !was.altNames.includes(name)).map((name) => ({ deleteAltName: name })),
      ...was.altNames.filter((name) => !now.altNames.includes(name)).map((name) => ({ addAltName: name })),
    ],
  },
  plain(
    'arp',
    (link) => link.arp,
    ({ arp }) => [{ arp }],
  ),
  plain(
    'multicast',
    (link) => link.multicast,
    ({ multicast }) => [{ multicast }],
  ),
  plain(
    'allMulticast',
    (link) => link.allMulticast,
    ({ allMulticast }) => [{ allMulticast }],
  ),
  plain(
    'promiscuous',
    (link) => link.promiscuous,
    ({ promiscuous }) => [{ promiscuous }],
  ),
  plain(
    'addressGeneration',
    (link) => link.addressGeneration,
    ({ addressGeneration }) => (addressGeneration === undefined ? [] : [{ addressGeneration }]),
  ),
  plain(
    'mode',
    (link) => link.mode,
    ({ mode }) => (mode === undefined ? [] : [{ data: { mode } }]),
  ),
  {
    name: 'data',
    read: (link) => link.data,
    changes: (was, now) =>
      Object.entries(was.data)
        .filter(([option, value]) => !sameJson(value, now.data[option]))
        .map(([option, value]) => ({ data: { [option]: value } })),
  },
  plain(
    'master',
    (link) => link.master?.ifindex,
    ({ master }) => [
      master?.name === undefined ? { master: null } : { master: master.name, masterIndex: master.ifindex },
    ],
  ),
  {
    name: 'port',
    read: (link) => (link.port === undefined ? undefined : { ...link.port }),
    changes: (was, now) => (was.port && now.master?.ifindex === was.master?.ifindex ? [{ port: was.port }] : []),
  },
  plain(
    'up',
    (link) => link.up,
    ({ up }) => [{ up }],
  ),
];

function plain(name: string, read: Attribute['read'], changes: (was: LinkState) => readonly LinkChanges[]): Attribute {
  return { name, read, changes };
}

/** The attributes of links that the transaction found there, back to what they were. */
export function restoreLinks(context: BackContext): BackStep[] {
  const links = [...context.footprint.links.values()]
    .filter(({ made }) => !made)
    .map((footprint) => ({
      footprint,
      was: linkBefore(context.before, footprint),
      now: findLink(context.current, footprint),
    }));
  // A parent's MTU before its children's, and a link before what is set on it.
  const parentsFirst = links.toSorted((a, b) => depth(a.was) - depth(b.was));
  const steps: BackStep[] = [];
  for (const { footprint, was, now } of parentsFirst) {
    if (!was || !now || namespaceKey(was.namespace.ref) !== namespaceKey(now.namespace.ref)) continue;
    steps.push(...restoreName(context, footprint, was, now));
    for (const attribute of ATTRIBUTES) steps.push(...restoreAttribute(attribute, footprint, was, now));
  }
  // What goes down does so before its peer or what stands on it comes up: or that would have a carrier, and an address.
  return [...steps.filter(lowers), ...steps.filter((step) => !lowers(step))];
}

function lowers({ operation }: BackStep): boolean {
  return operation.op === 'link.set' && operation.changes.up === false;
}

function depth(found: FoundLink | undefined): number {
  if (!found) return 0;
  return (found.link.parent ? 2 : 0) + (found.link.master ? 1 : 0);
}

function restoreName(context: BackContext, footprint: LinkFootprint, was: FoundLink, now: FoundLink): BackStep[] {
  if (was.link.name === now.link.name || !isTouched(footprint, 'name')) return [];
  const where = describeNamespace(now.namespace.ref);
  const reason = `link "${was.link.name}" in ${where} is called "${now.link.name}"`;
  const back: BackStep = {
    ...rename(now, was.link.name, reason),
    pass: 'links',
    // A name that going back gave it, to get another out of the way, is nobody's choice.
    ...(now.link.name === temporaryName(now.link) ? {} : foreignMark(footprint, 'name', now.link.name)),
  };
  const holder = now.namespace.link(was.link.name);
  if (!holder || holder.ifindex === now.link.ifindex) return [back];
  const known = isKnown(context.footprint, namespaceKey(now.namespace.ref), holder.ifindex);
  if (!known) return [{ ...back, foreign: true, reason: `${reason}, and another link has its name` }];
  const aside = rename({ namespace: now.namespace, link: holder }, temporaryName(holder), reason);
  return [{ ...aside, pass: 'links' }, back];
}

function restoreAttribute(attribute: Attribute, footprint: LinkFootprint, was: FoundLink, now: FoundLink): BackStep[] {
  if (!isTouched(footprint, attribute.name)) return [];
  const wanted = attribute.read(was.link);
  const actual = attribute.read(now.link);
  if (sameJson(wanted, actual)) return [];
  const { ref } = now.namespace;
  const show = (value: JsonValue | undefined): string => (value === undefined ? 'none' : JSON.stringify(value));
  // How a link makes its addresses cannot be said while it is too narrow for IPv6: that waits for its MTU.
  const awaited = attribute.name === 'addressGeneration' && now.link.mtu < IPV6_MTU ? 'mtu' : attribute.name;
  const onlyFollows = footprint.follows.has(awaited) && !footprint.written.has(awaited);
  const pass = onlyFollows && FOLLOWING.has(awaited) ? 'follow' : 'links';
  return attribute.changes(was.link, now.link).map((changes) => ({
    pass,
    operation: {
      op: 'link.set',
      namespace: ref,
      name: isTouched(footprint, 'name') ? was.link.name : now.link.name,
      ifindex: now.link.ifindex,
      kind: now.link.kind,
      changes,
    },
    reason: `"${was.link.name}" in ${describeNamespace(ref)} has ${attribute.name} ${show(actual)} instead of ${show(wanted)}`,
    ...foreignMark(footprint, attribute.name, actual),
  }));
}

/** What the transaction neither wrote nor changed on the way is no business of its rollback, whatever it is by now. */
function isTouched({ deleted, follows, written }: LinkFootprint, attribute: string): boolean {
  return deleted || follows.has(attribute) || written.has(attribute);
}

/** A value that the transaction never gave, of an attribute that does not follow from what it did, is somebody else's. */
function foreignMark(footprint: LinkFootprint, attribute: string, actual: unknown): { foreign?: true } {
  if (footprint.deleted || footprint.follows.has(attribute)) return {};
  // A master that is none now is written as null and read as nothing.
  const written = footprint.written.get(attribute);
  return written?.has(JSON.stringify(actual ?? null)) === true ? {} : { foreign: true };
}
