import type { LinkAdd } from '../../operation/link-operation.js';
import type { VethPeer } from '../../link-kind/veth.js';
import type { LinkState } from '../../state/network-state.js';
import type { Footprint } from '../footprint.js';
import { describeNamespace, namespaceFromKey, namespaceKey, type NamespaceRef } from '../../value/namespace-ref.js';
import type { BackContext, BackStep, FoundLink } from './back-step.js';
import { findLink, linkBefore } from './find-link.js';
import { canHave } from './kernel-made.js';

/** Links that were deleted are made again, moved ones come home, and names that stand in the way of others are cleared. */
export function placeLinks(context: BackContext): BackStep[] {
  const steps: BackStep[] = [];
  const remade = new Set<string>();
  for (const footprint of context.footprint.links.values()) {
    const was = footprint.made ? undefined : linkBefore(context.before, footprint);
    if (!was) continue;
    const now = findLink(context.current, footprint);
    if (now) steps.push(...bringHome(context, was, now));
    else if (footprint.deleted && !remade.has(footprint.id)) steps.push(...remake(context, was, remade));
  }
  return steps;
}

function bringHome({ current }: BackContext, was: FoundLink, now: FoundLink): BackStep[] {
  const home = namespaceKey(was.namespace.ref);
  if (namespaceKey(now.namespace.ref) === home) return [];
  const target = current.namespace(was.namespace.ref);
  if (!target) return [];
  const reason = `link "${was.link.name}" is in ${describeNamespace(now.namespace.ref)} instead of ${describeNamespace(was.namespace.ref)}`;
  const move = (name: string): BackStep => ({
    pass: 'place',
    operation: {
      op: 'link.set',
      namespace: now.namespace.ref,
      name,
      ifindex: now.link.ifindex,
      changes: { namespace: namespaceFromKey(home), namespaceIndex: was.link.ifindex },
    },
    reason,
  });
  // A move and a rename in one message may do half of it, so a name that is taken at home is first given up here.
  const clash = target.nameTaken(now.link.name);
  const name = clash ? temporaryName(now.link) : now.link.name;
  return clash ? [rename(now, name, reason), move(name)] : [move(name)];
}

export function rename({ namespace, link }: FoundLink, name: string, reason: string): BackStep {
  return {
    pass: 'place',
    operation: { op: 'link.set', namespace: namespace.ref, name: link.name, ifindex: link.ifindex, changes: { name } },
    reason,
  };
}

/** A name that no link of ours has: links are known by their index while they have it. */
export function temporaryName({ ifindex }: LinkState): string {
  return `.nlt${ifindex.toString(36)}`;
}

function remake(context: BackContext, was: FoundLink, remade: Set<string>): BackStep[] {
  const { before, current } = context;
  const { namespace, link } = was;
  if (!current.namespace(namespace.ref)) return [];
  const add = addOf(was);
  if (!add || lacksParent(context, was)) return [];
  remade.add(`${namespaceKey(namespace.ref)}/${link.ifindex}`);
  const peer = link.peer && before.follow(link.peer, namespace.ref);
  if (link.kind === 'veth') {
    if (!peer) return [];
    remade.add(`${namespaceKey(peer.namespace.ref)}/${peer.link.ifindex}`);
  }
  const operation: LinkAdd =
    add.kind === 'veth' && peer ? { ...add, data: { ...add.data, peer: endOf(peer.link, peer.namespace.ref) } } : add;
  const reason = `link "${link.name}" is gone from ${describeNamespace(namespace.ref)}`;
  const step: BackStep = { pass: 'place', operation, reason };
  const taken = nameTaken(context, was) ?? (peer && nameTaken(context, peer));
  return [
    taken === undefined ? step : { ...step, foreign: true, reason: `${reason}, and another has the name "${taken}"` },
  ];
}

/** One that stands on another waits until that is there: it may have to be made itself, or to come home. */
function lacksParent({ current, footprint }: BackContext, { namespace, link: { parent } }: FoundLink): boolean {
  if (!parent) return false;
  const ref = parent.namespace ?? namespace.ref;
  const home = current.namespace(ref);
  // Namespaces in which nothing was touched are not looked at, and as they were.
  return home ? !home.links.has(parent.ifindex) : footprint.namespacesDeleted.has(namespaceKey(ref));
}

/** The name of a link that a link of somebody else has now. Those of the transaction get out of the way. */
function nameTaken({ current, footprint }: BackContext, { namespace: { ref }, link }: FoundLink): string | undefined {
  const namespace = current.namespace(ref);
  return [link.name, ...link.altNames].find((name) => {
    const holder = namespace?.link(name);
    return holder && !isKnown(footprint, namespaceKey(ref), holder.ifindex);
  });
}

/** Whether a link is one that the transaction knows. */
export function isKnown({ links }: Footprint, namespace: string, ifindex: number): boolean {
  return [...links.values()].some(({ places }) =>
    places.some((place) => place.namespace === namespace && place.ifindex === ifindex),
  );
}

/** The operation that makes a link as it was; `undefined` for what no software can make. */
function addOf({ namespace, link }: FoundLink): LinkAdd | undefined {
  const base = { op: 'link.add', namespace: namespace.ref, ...attributesOf(link) } as const;
  switch (link.kind) {
    case 'veth':
      return { ...base, kind: 'veth', data: { peer: { name: '', namespace: namespace.ref }, queues: link.queues } };
    case 'bridge':
      // Its options follow with the other attributes: some kernels refuse even the default of what they lack.
      return { ...base, kind: 'bridge', data: {} };
    case 'macvlan':
    case 'macvtap':
      if (link.parent?.name === undefined || link.mode === undefined) return undefined;
      return {
        ...base,
        kind: link.kind,
        data: {
          parent: link.parent.name,
          parentNamespace: link.parent.namespace ?? namespace.ref,
          parentIndex: link.parent.ifindex,
          mode: link.mode as 'bridge',
        },
      };
    default:
      return undefined;
  }
}

function endOf(link: LinkState, namespace: NamespaceRef): VethPeer {
  return { ...attributesOf(link), namespace };
}

/** Master and the up flag are left to the next pass, which sets them when all links are there. */
function attributesOf(link: LinkState): {
  name: string;
  ifindex: number;
  mtu: number;
  mac?: string;
  alias?: string;
  altNames: readonly string[];
  group: number;
  txQueueLength: number;
} {
  return {
    name: link.name,
    ifindex: link.ifindex,
    mtu: link.mtu,
    ...(canHave(link.mac) ? { mac: link.mac } : {}),
    ...(link.alias === undefined ? {} : { alias: link.alias }),
    altNames: link.altNames,
    group: link.group,
    txQueueLength: link.txQueueLength,
  };
}
