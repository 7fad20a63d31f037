import { ping, type Commit, type Net } from '@netloom/core';

/** The code under test: joins a container to a bridge of the host, and sees that its gateway answers. */
export async function joinBridge(net: Net, container: string, address: string): Promise<Commit> {
  return await net
    .namespace(container)
    .veth('eth0', { address, peer: { name: `${container}-up`, master: 'br0' } })
    .route('default', { via: '10.0.0.1' })
    .verify(ping('10.0.0.1'))
    .commit({ label: container });
}

/** What it finds there. */
export async function makeBridge(net: Net): Promise<Commit> {
  return await net.host().bridge('br0', { address: '10.0.0.1/24' }).commit();
}
