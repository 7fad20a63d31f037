import { HOST, type NamespaceRef, type NetworkState, type StateQuery, namespaceKey } from '@netloom/core';
import type { Tools } from '../exec/tools.js';
import { readSysctls } from '../sysctl/read-sysctls.js';
import { namespaceNames } from './namespaces.js';
import { findPeers } from './peer-namespaces.js';
import { readNamespace } from './read-namespace.js';
import { resolveReferences } from './references.js';

/** Reads the namespaces of a query side by side and puts them together to one state. */
export async function readState(
  { namespaces, sysctls = [], tables, peerNames = true, signal }: StateQuery,
  tools: Tools,
): Promise<NetworkState> {
  const asked = namespaces === 'all' ? [HOST, ...(await namespaceNames())] : unique(namespaces);
  const [raw, values] = await Promise.all([
    Promise.all(asked.map((namespace) => readNamespace(namespace, tables, tools, signal))),
    readSysctls(sysctls, tools, signal),
  ]);
  const present = raw.filter((each) => each !== undefined);
  for (const { namespace, links } of present) tools.indexNames.learn(namespace, links);
  const { peers, known } = await findPeers(present, peerNames, tools, signal);
  return {
    namespaces: present.map((each) =>
      resolveReferences(each, peers, known, values.get(namespaceKey(each.namespace)) ?? {}),
    ),
  };
}

function unique(namespaces: readonly NamespaceRef[]): readonly NamespaceRef[] {
  return [...new Map(namespaces.map((namespace) => [namespaceKey(namespace), namespace])).values()];
}
