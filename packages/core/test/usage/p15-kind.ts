import { createNet, defineLinkKind, type KernelOperation } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';

declare module '@netloom/core' {
  interface LinkKinds {
    hsr: { readonly ports: readonly [string, string] };
  }
}

const hsr = defineLinkKind<{ ports: [string, string] }>('hsr');
const net = createNet({ driver: netlink() });
await net
  .namespace('a')
  .add(hsr, 'hsr0', { ports: ['p1', 'p2'], mtu: 1400 })
  .address('hsr0', '10.0.0.1/24')
  .commit();
// @ts-expect-error -- a slip in an option's name
net.namespace('a').add(hsr, 'hsr0', { ports: ['p1', 'p2'], mtuu: 1400 });

/** The ports of an HSR ring that a plan adds: the kind is part of the closed union of operations. */
export function portsOf(operation: KernelOperation): readonly string[] {
  return operation.op === 'link.add' && operation.kind === 'hsr' ? operation.data.ports : [];
}
