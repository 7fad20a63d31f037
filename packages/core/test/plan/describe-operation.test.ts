import test from 'ava';
import { createNet, describeOperation } from '@netloom/core';
import { mockDriver } from '@netloom/testing';

test('operations in words: what, where, and what is unusual about a link', async (t) => {
  await using net = createNet({ driver: mockDriver() });
  const plan = await net
    .host()
    .bridge('br0')
    .namespace('web')
    .veth('veth0', { mtu: 1400, up: false, peer: { name: 'web0', master: 'br0' } })
    .macvlan('eth0', { mode: 'bridge' })
    .address('macvlan0', 'fd00::2/64')
    .route('default', { via: 'fd00::1', table: 7 })
    .sysctl('net.ipv4.ip_forward', 1)
    .plan();
  t.deepEqual(plan.operations.map(describeOperation), [
    'add bridge br0 in the host',
    'add namespace "web"',
    'set lo: up in namespace "web"',
    'add veth veth0 in namespace "web", MTU 1400, down, peer web0 in the host, port of br0',
    'add macvlan macvlan0 in namespace "web", on eth0 in the host, mode bridge',
    'add address fd00::2/64 to macvlan0 in namespace "web"',
    'add route default via fd00::1 table 7 in namespace "web"',
    'set net.ipv4.ip_forward = 1 in namespace "web"',
  ]);
  t.is(
    plan.toString(),
    `
  the host
    + add bridge br0
+ namespace "web"
    ~ set lo: up
    + add veth veth0, MTU 1400, down, peer web0 in the host, port of br0
    + add macvlan macvlan0, on eth0 in the host, mode bridge
    + add address fd00::2/64 to macvlan0
    + add route default via fd00::1 table 7
    ~ set net.ipv4.ip_forward = 1
! #3 .veth('veth0'): "veth0" is left down, so that its peer "web0" has no carrier (raise it: .link('veth0', { up: true }))`.slice(
      1,
    ),
  );
});
