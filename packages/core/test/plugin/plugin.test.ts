import test from 'ava';
import { CommitError, createNet, type Operation, type Plugin, ValidationError } from '@netloom/core';
import { mockDriver } from '@netloom/testing';

function open(...plugins: Plugin[]) {
  const driver = mockDriver();
  return { driver, net: createNet({ driver, plugins }) };
}

test('hooks run in order, around each operation', async (t) => {
  const seen: string[] = [];
  const note = (text: string) => () => void seen.push(text);
  const { net } = open({
    name: 'notes',
    async setup() {
      await Promise.resolve();
      seen.push('setup');
    },
    hooks: {
      plan: (operations) => {
        seen.push(`plan ${operations.length}`);
        return undefined;
      },
      beforeCommit: note('beforeCommit'),
      beforeOperation: (operation) => void seen.push(`before ${operation.op}`),
      afterOperation: (operation) => void seen.push(`after ${operation.op}`),
      afterCommit: note('afterCommit'),
      afterUndo: note('afterUndo'),
    },
  });
  const commit = await net.namespace('a').commit();
  await commit.undo();
  t.deepEqual(seen, [
    'setup',
    'plan 2',
    'beforeCommit',
    'before namespace.add',
    'after namespace.add',
    'before link.set',
    'after link.set',
    'afterCommit',
    'afterUndo',
  ]);
});

test('a plan hook may rewrite', async (t) => {
  const { net } = open({
    name: 'mtu',
    hooks: {
      plan: (operations) =>
        operations.map((operation): Operation =>
          operation.op === 'link.add' ? { ...operation, mtu: 1400 } : operation,
        ),
    },
  });
  await net.namespace('a').veth('x').commit();
  t.is((await net.inspect('a')).links.find(({ name }) => name === 'x')?.mtu, 1400);
});

test('what a plan hook adds is checked again, and blamed on the plugin', async (t) => {
  const { net } = open({
    name: 'wrong',
    hooks: {
      plan: (operations) => [...operations, { op: 'link.delete', namespace: 'a', name: 'nobody' }],
    },
  });
  const error = await t.throwsAsync(net.namespace('a').plan(), { instanceOf: ValidationError });
  t.like(error?.problems[0], { code: 'link-missing', call: 'plugin "wrong"' });
});

test('a plan hook may veto', async (t) => {
  const reason = new Error('not on my watch');
  const { driver, net } = open({
    name: 'guard',
    hooks: {
      plan() {
        throw reason;
      },
    },
  });
  const error = await t.throwsAsync(net.namespace('a').commit(), { instanceOf: ValidationError });
  t.is(error?.problems[0]?.cause, reason);
  t.is(error?.problems[0]?.code, 'plugin-veto');
  t.deepEqual(driver.applied, []);
});

for (const hook of ['beforeCommit', 'beforeOperation', 'afterOperation'] as const) {
  test(`${hook} that throws rolls back`, async (t) => {
    const reason = new Error('no');
    const { net } = open({
      name: 'thrower',
      hooks: {
        [hook]() {
          throw reason;
        },
      },
    });
    const error = await t.throwsAsync(net.namespace('a').veth('x').commit(), { instanceOf: CommitError });
    t.is(error?.phase, 'hook');
    t.is(error?.cause, reason);
    t.deepEqual(await net.namespaces(), []);
  });
}

test('afterCommit that throws changes nothing, and is reported', async (t) => {
  const reason = new Error('too late');
  const { net } = open({
    name: 'late',
    hooks: {
      afterCommit() {
        throw reason;
      },
    },
  });
  const errors: unknown[] = [];
  net.on('plugin:error', ({ plugin, hook, error }) => errors.push([plugin, hook, error]));
  await net.namespace('a').commit();
  t.deepEqual(errors, [['late', 'afterCommit', reason]]);
  t.deepEqual(await net.namespaces(), ['a']);
});

test('the same plugin twice is refused', (t) => {
  const { net } = open({ name: 'one' });
  t.throws(() => net.use({ name: 'one' }), { instanceOf: TypeError });
});

test('a setup that fails fails the first plan', async (t) => {
  const { net } = open({
    name: 'broken',
    async setup() {
      throw new Error('no set-up');
    },
  });
  await t.throwsAsync(net.namespace('a').plan(), { message: /no set-up/ });
});
