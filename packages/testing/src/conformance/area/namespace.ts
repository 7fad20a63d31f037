import assert from 'node:assert/strict';
import type { Area } from '../conformance-case.js';
import { addVeth } from '../steps.js';

export const NAMESPACE: Area = {
  name: 'namespace',
  cases: [
    {
      title: 'a new namespace has a lo that is down, and nothing else',
      rule: 'net/core/net_namespace.c, setup_net(); drivers/net/loopback.c',
      async run(lab) {
        const { links, addresses, neighbours, sysctls } = await lab.state(await lab.namespace());
        assert.equal(links.length, 1);
        const [lo] = links;
        assert.deepEqual(
          { name: lo?.name, ifindex: lo?.ifindex, kind: lo?.kind, up: lo?.up, mtu: lo?.mtu, operstate: lo?.operstate },
          { name: 'lo', ifindex: 1, kind: 'loopback', up: false, mtu: 65536, operstate: 'DOWN' },
        );
        assert.deepEqual([addresses, neighbours, sysctls], [[], [], {}]);
      },
    },
    {
      title: 'a new namespace has the five rules that every namespace begins with',
      rule: 'net/ipv4/fib_rules.c, fib_default_rules_init(); net/ipv6/fib6_rules.c',
      async run(lab) {
        const { rules } = await lab.state(await lab.namespace());
        assert.deepEqual(
          rules.map(({ family, priority, action, table }) => ({ family, priority, action, table })),
          [
            { family: 'inet', priority: 0, action: 'lookup', table: 255 },
            { family: 'inet', priority: 32766, action: 'lookup', table: 254 },
            { family: 'inet', priority: 32767, action: 'lookup', table: 253 },
            { family: 'inet6', priority: 0, action: 'lookup', table: 255 },
            { family: 'inet6', priority: 32766, action: 'lookup', table: 254 },
          ],
        );
      },
    },
    {
      title: 'adding one says who it is, and reading it says the same',
      rule: 'the port: Outcome.identity, NamespaceState.identity',
      async run(lab) {
        const namespace = lab.name('a');
        const [outcome] = await lab.apply([{ op: 'namespace.add', namespace }]);
        assert.equal(outcome?.status, 'done');
        const { identity, inode } = await lab.state(namespace);
        assert.ok(inode > 0);
        assert.equal(identity.inode, inode);
        if (outcome.status === 'done' && outcome.identity !== undefined) assert.deepEqual(outcome.identity, identity);
      },
    },
    {
      title: 'another one under the same name is not the same namespace',
      rule: 'an inode is reused at once; change time or cookie tell (SO_NETNS_COOKIE, stat of nsfs)',
      async run(lab) {
        const namespace = await lab.namespace();
        const { identity: before } = await lab.state(namespace);
        await lab.done({ op: 'namespace.delete', namespace }, { op: 'namespace.add', namespace });
        const { identity: after } = await lab.state(namespace);
        assert.notDeepEqual(after, before);
      },
    },
    {
      title: 'a name that is taken is refused with EEXIST',
      rule: 'ip-netns(8): the file of the name is made with O_EXCL',
      async run(lab) {
        const namespace = await lab.namespace();
        await lab.refused({ op: 'namespace.add', namespace }, 'EEXIST');
      },
    },
    {
      title: 'deleting one that does not exist is refused with ENOENT',
      rule: 'unlink(2)',
      async run(lab) {
        await lab.refused({ op: 'namespace.delete', namespace: lab.name('none') }, 'ENOENT');
      },
    },
    {
      title: 'an operation in one that does not exist is refused with ENOENT',
      rule: 'open(2)',
      async run(lab) {
        await lab.refused({ op: 'link.set', namespace: lab.name('none'), name: 'lo', changes: { up: true } }, 'ENOENT');
      },
    },
    {
      title: 'one that does not exist is left out when it is read',
      rule: 'the port: Driver.read',
      async run(lab) {
        const namespace = await lab.namespace();
        const { namespaces } = await lab.driver.read({ namespaces: [lab.name('none'), namespace] });
        assert.deepEqual(
          namespaces.map((state) => state.namespace),
          [namespace],
        );
      },
    },
    {
      title: 'its name is free again once it is deleted, and the ends of its pairs elsewhere go',
      rule: 'net/core/net_namespace.c, cleanup_net(), a moment later',
      async run(lab) {
        const [a, b] = [await lab.namespace('a'), await lab.namespace('b')];
        await lab.done(addVeth(a, 'v0', 'v1', { peerNamespace: b }), { op: 'namespace.delete', namespace: a });
        await lab.done({ op: 'namespace.add', namespace: a });
        await lab.eventually(async () => assert.deepEqual(await lab.linkNames(b), ['lo']));
      },
    },
    {
      title: 'names are listed in order',
      rule: 'the port: Driver.namespaces',
      needs: { methods: ['namespaces'] },
      async run(lab) {
        const [b, a] = [await lab.namespace('b'), await lab.namespace('a')];
        const names = (await lab.driver.namespaces?.()) ?? [];
        assert.deepEqual(
          names.filter((name) => name === a || name === b),
          [a, b],
        );
        assert.deepEqual(names, names.toSorted());
      },
    },
    {
      title: 'all of them are read when all are asked for',
      rule: 'the port: StateQuery.namespaces',
      async run(lab) {
        const namespace = await lab.namespace();
        const { namespaces } = await lab.driver.read({ namespaces: 'all' });
        assert.ok(namespaces.some((state) => state.namespace === namespace));
      },
    },
  ],
};
