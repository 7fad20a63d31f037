import test from 'ava';
import type { PortOptions } from '@netloom/core';
import { bridged, type Network } from './network.js';

const B = '02:00:00:00:0b:0b';

/** b's MAC is known to us. */
function twoHosts(): Network {
  return bridged().set('b', 'eth0', { mac: B }).address('a', 'eth0', 'fd00::2/64').address('b', 'eth0', 'fd00::3/64');
}

const port = (options: PortOptions): Network => twoHosts().set('hub', 'pb', { port: options });

test('broadcasts that a port is not flooded with: who is behind it can ask, and cannot be asked (br_flood())', (t) => {
  const network = port({ broadcastFlood: false });
  t.regex(network.ping('a', '10.0.0.3') ?? '', /the port pb of br0 is not flooded with broadcast frames/);
  t.is(network.ping('b', '10.0.0.2'), undefined);
  t.is(network.ping('hub', '10.0.0.3'), undefined);
  t.is(network.ping('a', 'fd00::3'), undefined);
});

test('multicasts that a port is not flooded with: the same in IPv6, whose questions are multicasts', (t) => {
  const network = port({ multicastFlood: false });
  t.regex(network.ping('a', 'fd00::3') ?? '', /the port pb of br0 is not flooded with multicast frames/);
  t.is(network.ping('a', '10.0.0.3'), undefined);
});

test('a port without unknown MACs gets frames for those that were seen behind it', (t) => {
  t.is(port({ flood: false }).ping('a', '10.0.0.3'), undefined);
  t.is(port({ learning: false }).ping('a', '10.0.0.3'), undefined);
  const network = port({ flood: false, learning: false });
  t.regex(network.ping('a', '10.0.0.3') ?? '', /the port pb of br0 is not flooded with unicast frames/);
  network.do({ op: 'fdb.add', namespace: 'hub', link: 'pb', mac: B, owner: 'master', state: 'static' });
  t.is(network.ping('a', '10.0.0.3'), undefined);
});

test('a static entry holds until its MAC is seen at another port (br_fdb_update())', (t) => {
  const entry = { link: 'pa', mac: B, owner: 'master', state: 'static' } as const;
  t.is(
    twoHosts()
      .do({ op: 'fdb.add', namespace: 'hub', ...entry })
      .ping('a', '10.0.0.3'),
    undefined,
  );
  const deaf = port({ learning: false }).do({ op: 'fdb.add', namespace: 'hub', ...entry });
  t.not(deaf.ping('a', '10.0.0.3'), undefined);
});

test('a permanent entry is of the bridge itself, which keeps such frames', (t) => {
  const network = twoHosts();
  network.do({ op: 'fdb.add', namespace: 'hub', link: 'pb', mac: B, owner: 'master', state: 'permanent' });
  t.not(network.ping('a', '10.0.0.3'), undefined);
});
