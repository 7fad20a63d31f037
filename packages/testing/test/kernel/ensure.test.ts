import './sandbox-only.js';
import test from 'ava';
import { createNet, type Net } from '@netloom/core';
import { DRIVERS } from './support/drivers.js';
import { observe, settle } from './support/observe.js';
import { bare } from './support/scene.js';
import { shell } from './support/shell.js';

const wanted = (net: Net) =>
  net
    .host()
    .bridge('br0', { mac: '02:00:00:00:00:b0', address: '10.1.0.1/24', stp: false, ageingTime: 12_345 })
    .namespace('svc')
    .veth('eth0', {
      address: ['10.1.0.2/24', '2001:db8:1::2/64'],
      mac: '02:00:00:00:00:01',
      mtu: 1400,
      alias: 'uplink of svc',
      altNames: ['uplink'],
      txQueueLength: 500,
      peer: { name: 'svc0', master: 'br0', alias: 'svc' },
    })
    .route('default', { via: '10.1.0.1' })
    .route('10.9.0.0/16', { via: '10.1.0.9', metric: 7, table: 77 })
    .route('2001:db8:9::/48', { via: '2001:db8:1::9' })
    .rule({ priority: 1000, from: '10.1.0.2/32', table: 77 })
    .neighbour('eth0', '10.1.0.9', { mac: '02:00:00:00:00:09' })
    .sysctl('net.ipv4.ip_forward', '1')
    .macvlan('br0', { mode: 'bridge', name: 'mv0' });

/** What somebody may do to it, and how many operations it takes to mend. */
const DRIFTS: readonly (readonly [drift: string, operations: number])[] = [
  ['ip -n svc link set eth0 mtu 1300', 1],
  ['ip -n svc link set eth0 alias "something else"', 1],
  ['ip -n svc link set eth0 txqueuelen 77', 1],
  ['ip -n svc link property del dev eth0 altname uplink', 1],
  ['ip link set svc0 down', 1],
  ['ip link set svc0 nomaster', 1],
  ['ip link set br0 address 02:00:00:00:00:bb', 1],
  ['ip link set br0 type bridge ageing_time 30000', 1],
  ['ip link set br0 type bridge stp_state 1', 1],
  ['ip -n svc link set mv0 type macvlan mode private', 1],
  ['ip -n svc address del 2001:db8:1::2/64 dev eth0', 1],
  ['ip -n svc route del default', 1],
  ['ip -n svc route replace default via 10.1.0.77', 1],
  ['ip -n svc route del 10.9.0.0/16 table 77 metric 7', 1],
  ['ip -n svc rule del priority 1000', 1],
  ['ip -n svc neigh replace 10.1.0.9 lladdr 02:00:00:00:00:99 dev eth0', 1],
  ['ip netns exec svc sysctl -q -w net.ipv4.ip_forward=0', 1],
  ['ip address del 10.1.0.1/24 dev br0', 1],
];

for (const { name, open } of DRIVERS) {
  test.serial(
    `${name}: ensure makes it, leaves it alone, and mends each drift with the fewest operations`,
    async (t) => {
      t.teardown(bare);
      bare();
      await using net = createNet({ driver: open() });
      const first = await wanted(net).ensure();
      t.true(first.operations.length > 10);
      t.deepEqual((await wanted(net).ensure()).operations, [], 'nothing to do the second time');
      shell('sleep 2');
      const asked = observe();
      for (const [drift, operations] of DRIFTS) {
        shell(drift);
        t.notDeepEqual(observe(), asked, drift);
        const { operations: mended } = await wanted(net).ensure();
        t.is(mended.length, operations, `${drift}: ${JSON.stringify(mended)}`);
        t.deepEqual(await settle(asked), asked, drift);
      }
      t.deepEqual((await wanted(net).ensure()).operations, []);
    },
  );

  test.serial(`${name}: what ensure is not told of is left alone`, async (t) => {
    t.teardown(bare);
    bare();
    await using net = createNet({ driver: open() });
    await wanted(net).ensure();
    shell(
      'ip -n svc address add 10.55.0.1/24 dev eth0; ip -n svc route add 10.66.0.0/16 via 10.1.0.3; ip -n svc link add x0 type veth peer name x1',
    );
    // Until the kernel has given the links that came up addresses of their own.
    shell('sleep 2');
    const before = observe();
    t.deepEqual((await wanted(net).ensure()).operations, []);
    t.deepEqual(observe(), before);
  });

  test.serial(`${name}: undo of an ensure takes back what it mended, and no more`, async (t) => {
    t.teardown(bare);
    bare();
    await using net = createNet({ driver: open() });
    await wanted(net).ensure();
    shell('ip -n svc link set eth0 mtu 1300; ip -n svc address del 2001:db8:1::2/64 dev eth0; sleep 2');
    const drifted = observe();
    const commit = await wanted(net).ensure();
    await commit.undo();
    t.deepEqual(await settle(drifted), drifted);
  });
}
