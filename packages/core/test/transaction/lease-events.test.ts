import test from 'ava';
import 'reflect-metadata';
import { container } from 'tsyringe';
import { CommitError, createNet, LEASES, type LeaseService, type Net, type NetEvent } from '@netloom/core';
import { mockDriver } from '@netloom/testing';

/** A service that gives the link `eth0` a lease, and no other. */
const service: LeaseService = {
  async acquire({ namespace, link }) {
    if (link !== 'eth0') throw new Error('nobody answered');
    return {
      lease: { namespace, link, address: '10.0.0.9/24', dns: [], expiresAt: new Date(0).toISOString() },
      handle: { client: 'udhcpc', pid: 1, startTime: '1', namespace, link, directory: '/nowhere' },
      operations: [{ op: 'address.add', namespace, link, family: 'inet', address: '10.0.0.9/24' }],
    };
  },
  async release() {},
  async releaseAll() {},
};

function open(): Net {
  const own = container.createChildContainer();
  own.registerInstance(LEASES, service);
  return createNet({ driver: mockDriver(), container: own });
}

function told(events: readonly NetEvent[]): readonly string[] {
  return events.flatMap((event) =>
    event.type === 'operation:done' || event.type === 'operation:failed'
      ? [`${event.type} ${event.index + 1}/${event.total} ${event.operation.op}`]
      : [],
  );
}

test('a lease that is acquired is told of like any operation, before what it asks for', async (t) => {
  await using net = open();
  const events: NetEvent[] = [];
  const commit = await net
    .namespace('web')
    .veth('eth0')
    .dhcp('eth0')
    .commit({ onProgress: (event) => events.push(event) });
  t.deepEqual(told(events).slice(-2), ['operation:done 4/4 dhcp.acquire', 'operation:done 5/5 address.add']);
  t.is(commit.leases[0]?.address, '10.0.0.9/24');
});

test('one that is not had is told of, and all is rolled back', async (t) => {
  await using net = open();
  const events: NetEvent[] = [];
  const chain = net.namespace('web').veth('eth0').dhcp('eth0').veth('eth1').dhcp('eth1');
  const error = await t.throwsAsync(chain.commit({ onProgress: (event) => events.push(event) }), {
    instanceOf: CommitError,
  });
  t.is(error.message, 'no DHCP lease for "eth1" in namespace "web": nobody answered');
  t.deepEqual(told(events).slice(-2).toSorted(), [
    'operation:done 4/6 dhcp.acquire',
    'operation:failed 6/6 dhcp.acquire',
  ]);
  t.deepEqual(await net.namespaces(), []);
});
