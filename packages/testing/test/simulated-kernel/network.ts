import type { KernelOperation, LinkChanges, MacvlanMode, RouteAttributes, RuleAttributes } from '@netloom/core';
import { simulatedKernel, type SimulatedKernel } from '@netloom/testing';

/** A simulated network, built in the words of the tests. */
export class Network {
  readonly kernel: SimulatedKernel = simulatedKernel();
  /** All that was done to build it, for a kernel that is to have the same. */
  readonly operations: KernelOperation[] = [];

  do(...operations: readonly KernelOperation[]): this {
    for (const operation of operations) this.kernel.apply(operation);
    this.operations.push(...operations);
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

  /** By a gateway, or with whatever else is said. */
  route(namespace: string, destination: string, way: string | Partial<RouteAttributes>): this {
    const family = destination.includes(':') ? 'inet6' : 'inet';
    const said = typeof way === 'string' ? { via: way } : way;
    return this.do({ op: 'route.add', namespace, family, destination, table: 254, type: 'unicast', ...said });
  }

  set(namespace: string, name: string, changes: LinkChanges): this {
    return this.do({ op: 'link.set', namespace, name, changes });
  }

  rule(namespace: string, rule: Partial<RuleAttributes> & Pick<RuleAttributes, 'action'>): this {
    return this.do({ op: 'rule.add', namespace, family: 'inet', priority: 100, ...rule });
  }

  sysctl(namespace: string, key: string, value = '1'): this {
    return this.do({ op: 'sysctl.set', namespace, key: `net/${key}`, value });
  }

  /** `undefined` where the ping is answered, else the reason. */
  ping(from: string, to: string): string | undefined {
    const answer = this.kernel.ping(from, to);
    return answer.reached ? undefined : answer.reason;
  }
}

function wired(): Network {
  return new Network()
    .namespace('router', 'a', 'b')
    .veth('a', 'eth0', 'router', 'ra')
    .veth('b', 'eth0', 'router', 'rb');
}

/** a – router – b, each with its addresses on the way; nobody has a gateway yet. */
export function betweenRouter(): Network {
  return wired()
    .address('a', 'eth0', '10.0.0.2/24')
    .address('router', 'ra', '10.0.0.1/24')
    .address('b', 'eth0', '10.0.1.2/24')
    .address('router', 'rb', '10.0.1.1/24');
}

/** The same with IPv6 addresses, and a router that forwards. */
export function betweenRouter6(): Network {
  return wired()
    .address('a', 'eth0', 'fd00::2/64')
    .address('router', 'ra', 'fd00::1/64')
    .address('b', 'eth0', 'fd01::2/64')
    .address('router', 'rb', 'fd01::1/64')
    .sysctl('router', 'ipv6/conf/all/forwarding');
}

/** Two hosts on a bridge that has an address as well. */
export function bridged(): Network {
  return new Network()
    .namespace('hub', 'a', 'b')
    .veth('a', 'eth0', 'hub', 'pa')
    .veth('b', 'eth0', 'hub', 'pb')
    .bridge('hub', 'br0', 'pa', 'pb')
    .address('hub', 'br0', '10.0.0.1/24')
    .address('a', 'eth0', '10.0.0.2/24')
    .address('b', 'eth0', '10.0.0.3/24');
}
