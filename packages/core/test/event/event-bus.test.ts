import test from 'ava';
import { createNet, EventBus } from '@netloom/core';
import { mockDriver } from '@netloom/testing';

const payload = { commitId: 'c' };

test('a listener that throws keeps none of the others from hearing', (t) => {
  const bus = new EventBus();
  const heard: string[] = [];
  const reason = new Error('deaf');
  bus.on('rollback:done', () => {
    throw reason;
  });
  bus.on('rollback:done', () => heard.push('second'));
  bus.on('listener:error', ({ event, error }) => heard.push(`${event} ${String(error)}`));
  bus.emit('rollback:done', payload);
  t.deepEqual(heard, ['rollback:done Error: deaf', 'second']);
});

test('a listener of errors that throws is dropped', (t) => {
  const bus = new EventBus();
  bus.on('listener:error', () => {
    throw new Error('again');
  });
  bus.on('rollback:done', () => {
    throw new Error('first');
  });
  t.notThrows(() => bus.emit('rollback:done', payload));
});

test('a listener that was taken off hears nothing more', (t) => {
  const bus = new EventBus();
  let heard = 0;
  const listener = (): void => {
    heard++;
  };
  bus.on('rollback:done', listener);
  bus.on('rollback:done', listener);
  bus.emit('rollback:done', payload);
  bus.off('rollback:done', listener);
  bus.emit('rollback:done', payload);
  t.is(heard, 1);
});

test('a commit is not changed by a listener or a progress function that throws', async (t) => {
  const net = createNet({ driver: mockDriver() });
  const errors: string[] = [];
  net.on('listener:error', ({ event }) => errors.push(event));
  net.on('commit:start', () => {
    throw new Error('listener');
  });
  await net.namespace('a').commit({
    onProgress: ({ type }) => {
      if (type === 'commit:done') throw new Error('progress');
    },
  });
  t.deepEqual(errors, ['commit:start', 'commit:done']);
  t.deepEqual(await net.namespaces(), ['a']);
});

test('a failing commit tells its story in order', async (t) => {
  const driver = mockDriver();
  const net = createNet({ driver });
  const story: string[] = [];
  for (const event of [
    'commit:start',
    'operation:failed',
    'rollback:start',
    'rollback:operation',
    'rollback:done',
    'commit:failed',
  ] as const) {
    net.on(event, () => story.push(event));
  }
  driver.fail({ op: 'link.add', errno: 'ENOMEM' });
  await t.throwsAsync(net.namespace('a').veth('x').commit());
  t.deepEqual(story, [
    'commit:start',
    'operation:failed',
    'rollback:start',
    'rollback:operation',
    'rollback:done',
    'commit:failed',
  ]);
});

test('a listener that rejects is told of as one that throws, and ends no process', async (t) => {
  const net = createNet({ driver: mockDriver() });
  const errors: unknown[] = [];
  net.on('listener:error', ({ event, error }) => errors.push([event, String(error)]));
  const rejects = (): unknown => Promise.reject(new Error('later'));
  net.on('commit:start', rejects);
  await net.namespace('a').commit();
  t.deepEqual(errors, [['commit:start', 'Error: later']]);
});
