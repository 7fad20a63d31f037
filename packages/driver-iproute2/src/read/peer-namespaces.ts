import { HOST, type NamespaceRef, namespaceKey } from '@netloom/core';
import type { Tools } from '../exec/tools.js';
import { numberAt, textAt } from '../json/json-object.js';
import { type KnownLinks, type LinksByIndex, byIndex } from './known-links.js';
import { type PeerGroup, fits, hasOthersThanVeths, onlyFit, peerGroups } from './peer-groups.js';
import { readLinks } from './read-namespace.js';
import type { RawNamespace } from './raw-namespace.js';
import type { PeerNamespace } from './references.js';
import { runShow } from './run-show.js';

/** Which namespaces the links of those that were read reach into, and the links of all that are known by then. */
export interface Neighbourhood {
  readonly peers: PeerNamespace;
  readonly known: KnownLinks;
}

/**
 * Finds out which namespace is meant by each id. Two ends of a veth that name each other settle it among the namespaces
 * at hand; for the rest the kernel is asked, and the links of namespaces that were not read are read, a process each, for
 * the names that they have.
 *
 * @param peerNames - Whether those of the other ends of veths matter.
 */
export async function findPeers(
  read: readonly RawNamespace[],
  peerNames: boolean,
  tools: Tools,
  signal: AbortSignal | undefined,
): Promise<Neighbourhood> {
  const known = new Map<string, LinksByIndex>(
    read.map(({ namespace, links }) => [namespaceKey(namespace), byIndex(links)]),
  );
  const candidates = read.map(({ namespace }) => namespace);
  const found = new Map<string, NamespaceRef>();
  const open: PeerGroup[] = [];
  for (const group of read.flatMap(({ namespace, links }) => peerGroups(namespace, links))) {
    const peer = onlyFit(group, candidates, known);
    if (peer === undefined) open.push(group);
    else found.set(groupKey(group.from, group.netnsid), peer);
  }
  if (open.length > 0) await askKernel(open, candidates, found, known, peerNames, tools, signal);
  return { peers: (from, netnsid) => found.get(groupKey(from, netnsid)), known };
}

function groupKey(from: NamespaceRef, netnsid: number): string {
  return `${netnsid} ${namespaceKey(from)}`;
}

async function askKernel(
  open: readonly PeerGroup[],
  candidates: readonly NamespaceRef[],
  found: Map<string, NamespaceRef>,
  known: Map<string, LinksByIndex>,
  peerNames: boolean,
  tools: Tools,
  signal: AbortSignal | undefined,
): Promise<void> {
  const names = await namesByGroup(open, tools, signal);
  const wanted = new Map<string, NamespaceRef>();
  for (const group of open) {
    // One that has no name is looked for, and may be the host.
    const namespace = names.get(groupKey(group.from, group.netnsid));
    if (namespace === undefined) wanted.set(namespaceKey(HOST), HOST);
    else if (peerNames || hasOthersThanVeths(group)) wanted.set(namespaceKey(namespace), namespace);
  }
  await Promise.all(
    [...wanted]
      .filter(([key]) => !known.has(key))
      .map(async ([key, namespace]) => known.set(key, byIndex((await readLinks(namespace, tools, signal)) ?? []))),
  );
  for (const group of open) {
    const key = groupKey(group.from, group.netnsid);
    const peer = names.get(key) ?? unnamedPeer(group, candidates, known);
    if (peer !== undefined) found.set(key, peer);
  }
}

/** A namespace without a name: the host before others that are known by a path or a process. */
function unnamedPeer(
  group: PeerGroup,
  candidates: readonly NamespaceRef[],
  known: KnownLinks,
): NamespaceRef | undefined {
  const own = namespaceKey(group.from);
  return [HOST, ...candidates.filter((candidate) => typeof candidate !== 'string')].find((candidate) => {
    const key = namespaceKey(candidate);
    return key !== own && fits(group, known.get(key));
  });
}

/** What `ip netns list-id` says: the names of the ids that the namespaces of the groups use. */
async function namesByGroup(
  open: readonly PeerGroup[],
  tools: Tools,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, NamespaceRef>> {
  const asking = new Map(open.map(({ from }) => [namespaceKey(from), from]));
  const names = new Map<string, NamespaceRef>();
  await Promise.all(
    [...asking.values()].map(async (from) => {
      const ids = await runShow({ namespace: from, program: 'ip' }, ['netns list-id'], tools, signal);
      for (const entry of ids?.[0] ?? []) {
        const [netnsid, name] = [numberAt(entry, 'nsid'), textAt(entry, 'name')];
        if (netnsid !== undefined && name !== undefined) names.set(groupKey(from, netnsid), name);
      }
    }),
  );
  return names;
}
