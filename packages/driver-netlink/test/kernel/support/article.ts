/**
 * The article's example: a container with a wire to the host, a default route, and a leg on the LAN. Prints what came of
 * it, and with `undo` as its argument takes it back.
 */
import { createNet, NetloomError, ping } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';

await using net = createNet({ driver: netlink() });
const container = net
  .namespace('netns01')
  .veth('veth0-ct', { address: '10.10.10.11/24', peer: { name: 'veth0-host', address: '10.10.10.10/24' } })
  .route('default', { via: '10.10.10.10' })
  .macvlan('eth0', { name: 'macvlan0', mode: 'bridge', address: '192.168.7.20/24' });

const failed = await container
  .verify(ping('10.10.10.99', { timeoutMs: 300 }))
  .commit()
  .catch((error: unknown) => (NetloomError.is(error) ? error.code : String(error)));
const left = await net.namespaces();
const commit = await container.verify(ping('10.10.10.10')).commit();
const { links, addresses, routes } = await net.inspect('netns01');
console.log(
  JSON.stringify({
    failed,
    left,
    links: links.map(({ name, kind, up }) => [name, kind, up]),
    addresses: addresses.filter(({ family }) => family === 'inet').map(({ address }) => address),
    gateway: routes.find(({ destination }) => destination === '0.0.0.0/0')?.via,
  }),
);
if (process.argv[2] === 'undo') await commit.undo();
