// A container manager: settings with undefined in them, a Net passed around, an id that is kept.
import { HOST, type Commit, type Net } from '@netloom/core';

interface Spec {
  readonly id: string;
  readonly ip?: string;
  readonly mtu?: number;
  readonly bridge: string;
}

export class ContainerNetwork {
  readonly #net: Net;

  constructor(net: Net) {
    this.#net = net;
  }

  async up(spec: Spec): Promise<string> {
    const commit: Commit = await this.#net
      .namespace(spec.id)
      .veth('eth0', {
        address: spec.ip,
        mtu: spec.mtu,
        peer: { name: `v${spec.id.slice(0, 8)}`, namespace: HOST, master: spec.bridge },
      })
      .call((tx) => (spec.ip ? tx.route('default', { via: '10.0.0.1' }) : tx.dhcp('eth0')))
      .commit({ label: spec.id });
    return commit.id;
  }

  async down(id: string): Promise<void> {
    await this.#net.undo(id);
    await this.#net.forget(id);
  }
}
