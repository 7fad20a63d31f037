import type { KernelOperation, MacvlanMode } from '@netloom/core';
import { simulatedKernel, type SimulatedKernel } from '@netloom/testing';

/** A simulated network, built in the words of the tests. */
export class Network {
  readonly kernel: SimulatedKernel = simulatedKernel();

  do(...operations: readonly KernelOperation[]): this {
    for (const operation of operations) this.kernel.apply(operation);
    return this;
  }

  /** A namespace whose lo is up. */
  namespace(...names: readonly string[]): this {
    for (const namespace of names) {
      this.do({ op: 'namespace.add', namespace }, { op: 'link.set', namespace, name: 'lo', changes: { up: true } });
    }
    return this;
  }

  /** A pair between two namespaces, both ends up. */
  veth(namespace: string, name: string, peerNamespace: string, peer: string): this {
    return this.do({
      op: 'link.add',
      namespace,
      kind: 'veth',
      name,
      up: true,
      data: { peer: { name: peer, namespace: peerNamespace, up: true } },
    });
  }

  bridge(namespace: string, name: string, ...ports: readonly string[]): this {
    this.do({ op: 'link.add', namespace, kind: 'bridge', name, up: true, data: {} });
    return this.do(
      ...ports.map((port): KernelOperation => ({ op: 'link.set', namespace, name: port, changes: { master: name } })),
    );
  }

  macvlan(namespace: string, name: string, parentNamespace: string, parent: string, mode: MacvlanMode): this {
    const data = { parent, parentNamespace, mode };
    return this.do({ op: 'link.add', namespace, kind: 'macvlan', name, up: true, data });
  }

  address(namespace: string, link: string, address: string): this {
    const family = address.includes(':') ? 'inet6' : 'inet';
    return this.do({ op: 'address.add', namespace, link, family, address });
  }

  route(namespace: string, destination: string, via: string): this {
    const family = destination.includes(':') ? 'inet6' : 'inet';
    return this.do({ op: 'route.add', namespace, family, destination, table: 254, type: 'unicast', via });
  }

  /** `undefined` where the ping is answered, else the reason. */
  ping(from: string, to: string): string | undefined {
    const answer = this.kernel.ping(from, to);
    return answer.reached ? undefined : answer.reason;
  }
}
