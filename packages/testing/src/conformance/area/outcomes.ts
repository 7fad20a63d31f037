import assert from 'node:assert/strict';
import type { KernelOperation, Outcome } from '@netloom/core';
import type { Area } from '../conformance-case.js';
import { addBridge, addVeth, deleteLink } from '../steps.js';

export const OUTCOMES: Area = {
  name: 'outcomes',
  cases: [
    {
      title: 'no operations are done at once',
      rule: 'the port: Driver.apply',
      async run(lab) {
        assert.deepEqual(await lab.apply([]), []);
      },
    },
    {
      title: 'each operation has one outcome, told as it comes and once',
      rule: 'the port: ApplyOptions.onOutcome',
      needs: { kinds: ['bridge'] },
      async run(lab) {
        const a = await lab.namespace();
        const operations = ['br0', 'br1', 'br2'].map((name) => addBridge(a, name));
        const told: [number, Outcome][] = [];
        const { outcomes } = await lab.driver.apply(operations, {
          after: [[], [0], [1]],
          signal: new AbortController().signal,
          onOutcome: (index, outcome) => told.push([index, outcome]),
        });
        assert.deepEqual(
          outcomes.map(({ status }) => status),
          ['done', 'done', 'done'],
        );
        assert.deepEqual(
          told.toSorted(([x], [y]) => x - y),
          outcomes.map((outcome, index) => [index, outcome]),
        );
      },
    },
    {
      title: 'what must follow a failure is not run, and nothing that was done is undone',
      rule: 'the port: nothing new begins after the first failure, and a driver never rolls back',
      async run(lab) {
        const a = await lab.namespace();
        const outcomes = await lab.apply([addBridge(a, 'br0'), deleteLink(a, 'none'), addBridge(a, 'br1')]);
        assert.deepEqual(
          outcomes.map(({ status }) => status),
          ['done', 'failed', 'not-run'],
        );
        assert.deepEqual(await lab.linkNames(a), ['lo', 'br0']);
      },
    },
    {
      title: 'operations across namespaces wait for those that they follow',
      rule: 'the port: ApplyOptions.after',
      needs: { kinds: ['veth'] },
      async run(lab) {
        const [a, b] = [lab.name('a'), lab.name('b')];
        const operations: readonly KernelOperation[] = [
          { op: 'namespace.add', namespace: a },
          { op: 'namespace.add', namespace: b },
          addVeth(a, 'v0', 'v1', { peerNamespace: b, up: true }),
          { op: 'address.add', namespace: a, link: 'v0', family: 'inet', address: '10.0.0.1/24' },
          { op: 'address.add', namespace: b, link: 'v1', family: 'inet', address: '10.0.0.2/24' },
          {
            op: 'route.add',
            namespace: b,
            family: 'inet',
            destination: '10.9.0.0/16',
            table: 254,
            type: 'unicast',
            via: '10.0.0.1',
          },
        ];
        const { outcomes } = await lab.driver.apply(operations, {
          after: [[], [], [0, 1], [2], [2], [4]],
          signal: new AbortController().signal,
          onOutcome() {},
        });
        assert.deepEqual(
          outcomes.map(({ status }) => status),
          operations.map(() => 'done'),
        );
        assert.equal((await lab.routes(b, '10.9.0.0/16')).length, 1);
      },
    },
    {
      title: 'nothing begins once the signal is aborted',
      rule: 'the port: ApplyOptions.signal',
      async run(lab) {
        const a = await lab.namespace();
        const { outcomes } = await lab.driver.apply([addBridge(a, 'br0')], {
          after: [[]],
          signal: AbortSignal.abort(),
          onOutcome() {},
        });
        assert.deepEqual(
          outcomes.map(({ status }) => status),
          ['not-run'],
        );
        assert.deepEqual(await lab.linkNames(a), ['lo']);
      },
    },
    {
      title: 'many operations at once are all done',
      rule: 'the port: Driver.apply',
      async run(lab) {
        const a = await lab.namespace();
        const operations = Array.from({ length: 200 }, (_, index) => addBridge(a, `br${index}`));
        await lab.done(...operations);
        assert.equal((await lab.linkNames(a)).length, 201);
      },
    },
    {
      title: 'two that are asked side by side are both done',
      rule: 'the port: every method may be called at any time and side by side',
      async run(lab) {
        const [a, b] = [await lab.namespace('a'), await lab.namespace('b')];
        await Promise.all([
          lab.done(...['br0', 'br1', 'br2'].map((name) => addBridge(a, name))),
          lab.done(...['br0', 'br1', 'br2'].map((name) => addBridge(b, name))),
          lab.state(a),
        ]);
        assert.equal((await lab.linkNames(a)).length + (await lab.linkNames(b)).length, 8);
      },
    },
    {
      title: 'a failure says how the ip command says it, and no more than the kernel did',
      rule: 'the port: OperationFailure.command, kernelMessage',
      async run(lab) {
        const a = await lab.namespace();
        const [outcome] = await lab.apply([addBridge(a, 'lo')]);
        assert.ok(outcome?.status === 'failed');
        assert.equal(outcome.errno, 'EEXIST');
        if (outcome.command !== undefined) assert.match(outcome.command, /ip /);
      },
    },
  ],
};
