import assert from 'node:assert/strict';
import type { Area } from '../conformance-case.js';
import { addAddress, addBridge, addRoute, addVeth, setLink } from '../steps.js';

export const MOVE: Area = {
  name: 'move',
  cases: [
    {
      title: 'a link that is moved keeps what is its own, and its peer follows it',
      rule: 'net/core/dev.c, __dev_change_net_namespace()',
      async run(lab) {
        const [a, b] = [await lab.namespace('a'), await lab.namespace('b')];
        const kept = {
          mac: '02:00:00:00:00:0a',
          mtu: 1400,
          alias: 'mine',
          altNames: ['another'],
          txQueueLength: 7,
          group: 3,
        };
        await lab.done(addVeth(a, 'v0', 'v1', kept), setLink(a, 'v0', { namespace: b }));
        const link = await lab.link(b, 'v0');
        for (const [field, value] of Object.entries(kept)) assert.deepEqual(Reflect.get(link, field), value, field);
        assert.deepEqual((await lab.linkNames(a)).toSorted(), ['lo', 'v1']);
        const { namespaces } = await lab.driver.read({ namespaces: [a, b] });
        const v1 = namespaces.flatMap(({ links }) => links).find(({ name }) => name === 'v1');
        assert.deepEqual(v1?.peer, { ifindex: link.ifindex, name: 'v0', namespace: b });
      },
    },
    {
      title: 'it arrives down, without addresses, routes and master',
      rule: 'net/core/dev.c: netif_close(), NETDEV_UNREGISTER in the old namespace',
      async run(lab) {
        const [a, b] = [await lab.namespace('a'), await lab.namespace('b')];
        await lab.done(
          addBridge(a, 'br0'),
          addVeth(a, 'v0', 'v1', { up: true, master: 'br0' }),
          addAddress(a, 'v0', '10.0.0.1/24'),
          addRoute(a, '10.1.0.0/16', { via: '10.0.0.2' }),
          setLink(a, 'v0', { namespace: b }),
        );
        const state = await lab.state(b);
        const { up, master, port } = await lab.link(b, 'v0');
        assert.deepEqual([up, master, port, state.addresses, state.routes], [false, undefined, undefined, [], []]);
        const { addresses, routes } = await lab.state(a);
        assert.deepEqual(
          addresses.filter(({ family }) => family === 'inet'),
          [],
        );
        assert.deepEqual(
          routes.filter(({ family }) => family === 'inet'),
          [],
        );
      },
    },
    {
      title: 'it keeps its index where that is free, and gets another where it is not',
      rule: 'net/core/dev.c, __dev_change_net_namespace(): dev_index_reserve()',
      async run(lab) {
        const [a, b] = [await lab.namespace('a'), await lab.namespace('b')];
        await lab.done(
          addBridge(b, 'br0', { ifindex: 1_500_000_001 }),
          { ...addVeth(a, 'v0', 'v1'), ifindex: 1_500_000_001 },
          { ...addVeth(a, 'w0', 'w1'), ifindex: 1_500_000_002 },
          setLink(a, 'v0', { namespace: b }),
          setLink(a, 'w0', { namespace: b }),
        );
        assert.notEqual((await lab.link(b, 'v0')).ifindex, 1_500_000_001);
        assert.equal((await lab.link(b, 'w0')).ifindex, 1_500_000_002);
      },
    },
    {
      title: 'it gets the index that is asked for; one that is taken is refused with EBUSY, and nothing moves',
      rule: 'IFLA_NEW_IFINDEX; net/core/dev.c, dev_index_reserve()',
      needs: { moveIndex: true },
      async run(lab) {
        const [a, b] = [await lab.namespace('a'), await lab.namespace('b')];
        await lab.done(addBridge(b, 'br0', { ifindex: 1_500_000_001 }), addVeth(a, 'v0', 'v1'));
        await lab.refused(setLink(a, 'v0', { namespace: b, namespaceIndex: 1_500_000_001 }), 'EBUSY');
        await lab.done(setLink(a, 'v0', { namespace: b, namespaceIndex: 1_500_000_009 }));
        assert.equal((await lab.link(b, 'v0')).ifindex, 1_500_000_009);
      },
    },
    {
      title: 'names and alternative names that are taken there are refused, and nothing moves',
      rule: 'net/core/dev.c, __dev_change_net_namespace()',
      async run(lab) {
        const [a, b] = [await lab.namespace('a'), await lab.namespace('b')];
        await lab.done(
          addBridge(b, 'v0'),
          addBridge(b, 'br1', { altNames: ['other'] }),
          addVeth(a, 'v0', 'v1'),
          addVeth(a, 'w0', 'w1', { altNames: ['other'] }),
        );
        await lab.refused(setLink(a, 'v0', { namespace: b }), 'EEXIST');
        await lab.refused(
          setLink(a, 'w0', { namespace: b }),
          'EEXIST',
          'An interface with the altname other exists in the target netns',
        );
        assert.deepEqual((await lab.linkNames(a)).toSorted(), ['lo', 'v0', 'v1', 'w0', 'w1']);
      },
    },
    {
      title: 'lo and bridges stay where they are',
      rule: 'net/core/dev.c: netns_immutable',
      async run(lab) {
        const [a, b] = [await lab.namespace('a'), await lab.namespace('b')];
        await lab.done(addBridge(a, 'br0'));
        await lab.refused(setLink(a, 'lo', { namespace: b }), 'EINVAL', 'The interface netns is immutable');
        await lab.refused(setLink(a, 'br0', { namespace: b }), 'EINVAL', 'The interface netns is immutable');
      },
    },
    {
      title: 'moving to where it is already changes nothing',
      rule: 'net/core/dev.c, __dev_change_net_namespace(): the same namespace is nothing to do',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addVeth(a, 'v0', 'v1', { up: true }), setLink(a, 'v0', { namespace: a }));
        assert.equal((await lab.link(a, 'v0')).up, true);
      },
    },
    {
      title: 'a namespace that does not exist is refused with ENOENT',
      rule: 'open(2)',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addVeth(a, 'v0', 'v1'));
        await lab.refused(setLink(a, 'v0', { namespace: lab.name('none') }), 'ENOENT');
      },
    },
  ],
};
