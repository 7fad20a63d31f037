import './sandbox-only.js';
import test from 'ava';
import type { KernelOperation, LinkState } from '@netloom/core';
import { HOST } from '@netloom/core/driver';
import { ipJson } from './support/ip.js';
import { withLab, type Lab } from './support/lab.js';

const BRIDGE: KernelOperation = {
  op: 'link.add',
  namespace: HOST,
  kind: 'bridge',
  name: 'br0',
  ifindex: 5000,
  up: true,
  data: {},
};

async function link(lab: Lab, namespace: Parameters<Lab['state']>[0], name: string): Promise<LinkState> {
  const found = (await lab.state(namespace)).links.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no link ${name}`);
  return found;
}

test('a veth with everything at once, its container end in place, its host end a port', (t) =>
  withLab(t, ['blue'], async (lab) => {
    await lab.done(BRIDGE, {
      op: 'link.add',
      namespace: 'blue',
      kind: 'veth',
      name: 'eth0',
      ifindex: 6001,
      up: true,
      mac: '02:00:00:00:00:01',
      mtu: 1400,
      alias: 'the inner end',
      altNames: ['zeta', 'alpha'],
      group: 7,
      txQueueLength: 77,
      data: {
        queues: { tx: 1, rx: 1 },
        peer: { name: 'eth0-host', namespace: HOST, ifindex: 6002, up: true, mtu: 1400, master: 'br0', alias: 'outer' },
      },
    });
    t.like(await link(lab, 'blue', 'eth0'), {
      ifindex: 6001,
      kind: 'veth',
      up: true,
      mac: '02:00:00:00:00:01',
      mtu: 1400,
      alias: 'the inner end',
      altNames: ['alpha', 'zeta'],
      group: 7,
      txQueueLength: 77,
      queues: { tx: 1, rx: 1 },
      peer: { ifindex: 6002, name: 'eth0-host', namespace: HOST },
    });
    t.like(await link(lab, HOST, 'eth0-host'), {
      ifindex: 6002,
      up: true,
      alias: 'outer',
      master: { ifindex: 5000, name: 'br0', namespace: HOST },
      peer: { ifindex: 6001, name: 'eth0', namespace: 'blue' },
    });
    t.like(ipJson('-n', 'blue', 'link', 'show', 'dev', 'eth0')[0], {
      ifname: 'eth0',
      ifalias: 'the inner end',
      link_index: 6002,
      altnames: ['zeta', 'alpha'],
    });
  }));

test('both ends are ports, in two namespaces', (t) =>
  withLab(t, ['blue', 'green'], async (lab) => {
    await lab.done(
      { ...BRIDGE, namespace: 'blue' },
      { ...BRIDGE, namespace: 'green' },
      {
        op: 'link.add',
        namespace: 'blue',
        kind: 'veth',
        name: 'a',
        up: true,
        master: 'br0',
        data: { peer: { name: 'b', namespace: 'green', up: true, masterIndex: 5000 } },
      },
    );
    t.like(await link(lab, 'blue', 'a'), {
      up: true,
      master: { name: 'br0' },
      peer: { name: 'b', namespace: 'green' },
    });
    t.like(await link(lab, 'green', 'b'), {
      up: true,
      master: { name: 'br0' },
      peer: { name: 'a', namespace: 'blue' },
    });
  }));

test('a macvlan in a namespace on a parent of the host, and one in every mode', (t) =>
  withLab(t, ['blue'], async (lab) => {
    await lab.done(BRIDGE);
    for (const mode of ['private', 'vepa', 'bridge'] as const) {
      await lab.done({
        op: 'link.add',
        namespace: 'blue',
        kind: 'macvlan',
        name: `m-${mode}`,
        up: true,
        data: { parent: 'br0', parentNamespace: HOST, mode },
      });
      t.like(await link(lab, 'blue', `m-${mode}`), {
        kind: 'macvlan',
        up: true,
        mode,
        parent: { ifindex: 5000, name: 'br0', namespace: HOST },
      });
    }
    await lab.done({
      op: 'link.set',
      namespace: 'blue',
      name: 'm-vepa',
      kind: 'macvlan',
      changes: { data: { mode: 'bridge' } },
    });
    t.is((await link(lab, 'blue', 'm-vepa')).mode, 'bridge');
  }));

test('every option of a bridge', (t) =>
  withLab(t, [], async (lab) => {
    const data = {
      stp: true,
      priority: 4096,
      forwardDelay: 1000,
      helloTime: 300,
      maxAge: 1500,
      ageingTime: 20000,
      multicastSnooping: false,
      groupForwardMask: 8,
    };
    await lab.done({ op: 'link.add', namespace: HOST, kind: 'bridge', name: 'br1', data });
    t.deepEqual((await link(lab, HOST, 'br1')).data, { ...data, vlanFiltering: false });
    t.like((ipJson('link', 'show', 'dev', 'br1')[0] as { linkinfo: { info_data: object } }).linkinfo.info_data, {
      stp_state: 1,
      priority: 4096,
      forward_delay: 1000,
      hello_time: 300,
      max_age: 1500,
      ageing_time: 20000,
    });
    await lab.done({
      op: 'link.set',
      namespace: HOST,
      name: 'br1',
      kind: 'bridge',
      changes: { data: { ageingTime: 30000 } },
    });
    t.is((await link(lab, HOST, 'br1')).data['ageingTime'], 30000);
  }));

test('each change of a link, and back', (t) =>
  withLab(t, ['blue', 'green'], async (lab) => {
    await lab.done(
      { ...BRIDGE, namespace: 'blue' },
      {
        op: 'link.add',
        namespace: 'blue',
        kind: 'veth',
        name: 'v0',
        ifindex: 6001,
        data: { peer: { name: 'v1', namespace: 'blue', ifindex: 6002 } },
      },
    );
    const set = async (
      changes: Extract<KernelOperation, { op: 'link.set' }>['changes'],
      seen: object,
    ): Promise<void> => {
      await lab.done({ op: 'link.set', namespace: 'blue', name: 'v0', changes });
      t.like(await link(lab, 'blue', 'v0'), seen);
    };
    await set({ up: true }, { up: true });
    await set({ mtu: 1300 }, { mtu: 1300 });
    await set({ mac: '02:00:00:00:00:aa' }, { mac: '02:00:00:00:00:aa' });
    await set({ master: 'br0' }, { master: { ifindex: 5000, name: 'br0', namespace: 'blue' } });
    await set({ port: { isolated: true, cost: 9, priority: 3 } }, { port: { isolated: true, cost: 9, priority: 3 } });
    await set({ master: null }, { up: true });
    t.is((await link(lab, 'blue', 'v0')).master, undefined);
    await set({ alias: 'x' }, { alias: 'x' });
    await set({ alias: null }, { up: true });
    t.is((await link(lab, 'blue', 'v0')).alias, undefined);
    await set({ addAltName: 'a-name-longer-than-fifteen' }, { altNames: ['a-name-longer-than-fifteen'] });
    await lab.done({
      op: 'link.set',
      namespace: 'blue',
      name: 'a-name-longer-than-fifteen',
      changes: { deleteAltName: 'a-name-longer-than-fifteen' },
    });
    await set({ txQueueLength: 5 }, { txQueueLength: 5, altNames: [] });
    await set({ group: 9 }, { group: 9 });
    await set({ promiscuous: true }, { promiscuous: true });
    await set({ allMulticast: true }, { allMulticast: true });
    await set({ multicast: false }, { multicast: false });
    await set({ arp: false }, { arp: false });
    await set({ addressGeneration: 'none' }, { addressGeneration: 'none' });
    await lab.done({ op: 'link.set', namespace: 'blue', name: 'v0', changes: { name: 'v9' } });
    await lab.done({
      op: 'link.set',
      namespace: 'blue',
      name: 'gone',
      ifindex: 6001,
      changes: { namespace: 'green', namespaceIndex: 777 },
    });
    t.like(await link(lab, 'green', 'v9'), { ifindex: 777, peer: { ifindex: 6002, name: 'v1', namespace: 'blue' } });
  }));

test('a link is deleted by its index whatever its name is', (t) =>
  withLab(t, ['blue'], async (lab) => {
    await lab.done(
      { ...BRIDGE, namespace: 'blue' },
      { op: 'link.delete', namespace: 'blue', name: 'lo', ifindex: 5000 },
    );
    t.deepEqual(
      (await lab.state('blue')).links.map(({ name }) => name),
      ['lo'],
    );
  }));

test('a veth whose second message is refused leaves nothing', (t) =>
  withLab(t, ['blue'], async (lab) => {
    const [outcome] = await lab.apply({
      op: 'link.add',
      namespace: 'blue',
      kind: 'veth',
      name: 'v0',
      ifindex: 6001,
      altNames: ['lo'],
      data: { peer: { name: 'v1', namespace: HOST, ifindex: 6002 } },
    });
    t.like(outcome, { status: 'failed', errno: 'EEXIST' });
    t.deepEqual((await lab.state('blue')).links.length, 1);
    t.deepEqual((await lab.state()).links.length, 1);
  }));
