import './sandbox-only.js';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import test from 'ava';
import { CommitError, createNet, ping, type Net } from '@netloom/core';
import { DhcpServer, whyNoDhcp } from './support/dhcp-server.js';
import { DRIVERS } from './support/drivers.js';
import { observe, settle } from './support/observe.js';
import { bare } from './support/scene.js';
import { output, shell } from './support/shell.js';

/** A LAN with a DHCP server, and the host's link on it. */
const LAN = `
  ip netns add lan
  ip -n lan link set lo up
  ip link add eth0 type veth peer name lan netns lan
  ip link set eth0 up
  ip -n lan link set lan up
  ip -n lan address add 10.77.0.1/24 dev lan
  sleep 1.7`;

const reason = whyNoDhcp();
const run = reason === '' ? test.serial : test.serial.skip;

function clients(): string {
  return output('pgrep', '-f', 'udhcpc');
}

for (const { name, open } of DRIVERS) {
  const overMacvlan = (net: Net) =>
    net.namespace('netns01').macvlan('eth0', { mode: 'bridge', dhcp: { client: 'udhcpc', timeoutMs: 8000 } });

  run(`${name}: a lease over macvlan is part of the transaction, and is given back by undo${reason}`, async (t) => {
    bare();
    shell(LAN);
    t.teardown(bare);
    using server = new DhcpServer('lan');
    const resolver = readFileSync('/etc/resolv.conf', 'utf8');
    await using net = createNet({ driver: open() });
    const before = observe();
    const commit = await overMacvlan(net).verify(ping('10.77.0.1')).commit();
    const [lease] = commit.leases;
    t.regex(lease?.address ?? '', /^10\.77\.0\.\d+\/24$/);
    t.is(lease?.gateway, '10.77.0.1');
    t.is(lease?.link, 'macvlan0');
    t.true(output('ip', '-n', 'netns01', 'address').includes(lease?.address ?? 'no lease'));
    t.regex(output('ip', '-n', 'netns01', 'route'), /^default via 10\.77\.0\.1 dev macvlan0/m);
    t.is(output('ip', 'route', 'show', 'default'), '');
    t.is(readFileSync('/etc/resolv.conf', 'utf8'), resolver);
    t.deepEqual(
      commit.operations.map(({ op }) => op).filter((op) => op === 'dhcp.acquire' || op === 'route.add'),
      ['dhcp.acquire', 'route.add'],
    );
    t.is(server.leases().length, 1);
    await commit.undo();
    t.deepEqual(await settle(before), before);
    t.deepEqual(server.leases(), []);
    t.is(clients(), '');
  });

  run(`${name}: a lease over veth is given back when something after it fails${reason}`, async (t) => {
    bare();
    shell(`${LAN}; ip link add br0 type bridge; ip link set br0 up; ip link set eth0 master br0; sleep 1`);
    t.teardown(bare);
    using server = new DhcpServer('lan');
    await using net = createNet({ driver: open() });
    const before = observe();
    const chain = net
      .namespace('pod')
      .veth('eth0', { dhcp: { client: 'udhcpc' }, peer: { name: 'pod0', master: 'br0' } });
    const error = await t.throwsAsync(chain.verify(() => false).commit(), { instanceOf: CommitError });
    t.is(error?.phase, 'verify');
    t.deepEqual(await settle(before), before);
    t.deepEqual(server.leases(), []);
    t.is(clients(), '');
  });

  run(`${name}: no answer fails within its time, and nothing is left${reason}`, async (t) => {
    bare();
    shell(LAN);
    t.teardown(bare);
    await using net = createNet({ driver: open() });
    const before = observe();
    const started = performance.now();
    const error = await t.throwsAsync(
      net
        .namespace('netns01')
        .macvlan('eth0', { mode: 'bridge', dhcp: { client: 'udhcpc', timeoutMs: 1500 } })
        .commit(),
      { instanceOf: CommitError },
    );
    t.true(performance.now() - started < 8000);
    t.is(error?.operation?.op, 'dhcp.acquire');
    t.regex(error?.message ?? '', /no DHCP lease for "macvlan0"/);
    t.deepEqual(await settle(before), before);
    await delay(100);
    t.is(clients(), '');
  });
}
