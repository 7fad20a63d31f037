import {
  type LinkReference,
  type LinkState,
  type NamespaceRef,
  type NamespaceState,
  namespaceKey,
} from '@netloom/core';
import type { RawLink } from '../json/link.js';
import { type KnownLinks, type LinksByIndex, byIndex } from './known-links.js';
import { indexByName } from './read-namespace.js';
import type { RawNamespace } from './raw-namespace.js';

/** Finds the namespace that another one knows by an id; `undefined` where it cannot be told. */
export type PeerNamespace = (from: NamespaceRef, netnsid: number) => NamespaceRef | undefined;

/** The namespace's state with the references between its links and those of others resolved. */
export function resolveReferences(
  raw: RawNamespace,
  peers: PeerNamespace,
  known: KnownLinks,
  sysctls: NamespaceState['sysctls'],
): NamespaceState {
  const { namespace, identity, links, rest } = raw;
  const indexOf = indexByName(links);
  const own = byIndex(links);
  return {
    namespace,
    inode: identity.inode,
    identity,
    links: links.map((link) => resolveLink(link, namespace, indexOf, own, peers, known)),
    ...rest,
    sysctls,
  };
}

function resolveLink(
  { state, master, lower }: RawLink,
  namespace: NamespaceRef,
  indexOf: (name: string) => number | undefined,
  own: LinksByIndex,
  peers: PeerNamespace,
  known: KnownLinks,
): LinkState {
  const here = (name: string): LinkReference | undefined => {
    const ifindex = indexOf(name);
    return ifindex === undefined ? undefined : { ifindex, ...nameIn(own, ifindex), namespace };
  };
  const masterLink = master === undefined ? undefined : here(master);
  const below = lower?.name === undefined ? elsewhere(lower, namespace, peers, known) : here(lower.name);
  const role = state.kind === 'veth' || state.kind === 'netkit' ? 'peer' : 'parent';
  return {
    ...state,
    ...(masterLink === undefined ? {} : { master: masterLink }),
    ...(below === undefined ? {} : { [role]: below }),
  };
}

function elsewhere(
  lower: RawLink['lower'],
  namespace: NamespaceRef,
  peers: PeerNamespace,
  known: KnownLinks,
): LinkReference | undefined {
  if (lower?.ifindex === undefined) return undefined;
  const { ifindex, netnsid } = lower;
  const there = netnsid === undefined ? namespace : peers(namespace, netnsid);
  if (there === undefined) return { ifindex };
  return { ifindex, ...nameIn(known.get(namespaceKey(there)), ifindex), namespace: there };
}

function nameIn(links: LinksByIndex | undefined, ifindex: number): { name?: string } {
  const name = links?.get(ifindex)?.state.name;
  return name === undefined ? {} : { name };
}
