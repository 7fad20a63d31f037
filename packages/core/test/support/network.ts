import { namespaceFromKey, type LinkState, type NamespaceState, type NetworkState } from '@netloom/core';

/** A link as the kernel would show it, with what a test is about said. */
export function link(name: string, ifindex: number, more: Partial<LinkState> = {}): LinkState {
  return {
    name,
    ifindex,
    kind: 'physical',
    up: true,
    mtu: 1500,
    mac: `02:00:00:00:00:${(ifindex % 256).toString(16).padStart(2, '0')}`,
    operstate: 'UP',
    flags: ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP'],
    arp: true,
    multicast: true,
    allMulticast: false,
    promiscuous: false,
    altNames: [],
    group: 0,
    txQueueLength: 1000,
    queues: { tx: 1, rx: 1 },
    addressGeneration: 'eui64',
    data: {},
    ...more,
  };
}

/** A network of the namespaces given, by key (`''` is the host); each has its `lo`. */
export function network(
  namespaces: Readonly<Record<string, readonly LinkState[] | Partial<NamespaceState>>>,
): NetworkState {
  return { namespaces: Object.entries(namespaces).map(([key, content]) => namespace(key, content)) };
}

function namespace(key: string, content: readonly LinkState[] | Partial<NamespaceState>): NamespaceState {
  const given: Partial<NamespaceState> = Array.isArray(content)
    ? { links: content }
    : (content as Partial<NamespaceState>);
  const inode = key.length + 1;
  return {
    namespace: namespaceFromKey(key),
    inode,
    identity: { inode },
    addresses: [],
    routes: [],
    rules: [],
    neighbours: [],
    fdb: [],
    sysctls: {},
    ...given,
    links: [link('lo', 1, { kind: 'loopback', mac: '00:00:00:00:00:00', mtu: 65_536 }), ...(given.links ?? [])],
  };
}

/** A host with one NIC, as most tests want it. */
export const HOST_WITH_ETH0: NetworkState = network({ '': [link('eth0', 2)] });
