import test from 'ava';
import type { KernelOperation, Outcome } from '@netloom/core';
import { DriverError, PermissionError } from '@netloom/core/driver';
import type { Reply, Request } from '../../dist/rpc/messages.js';
import { toPlainError } from '../../dist/rpc/plain-error.js';
import { RemoteEngine } from '../../dist/rpc/remote-engine.js';

const OPERATIONS: readonly KernelOperation[] = ['a', 'b', 'c'].map((namespace) => ({ op: 'namespace.add', namespace }));

/** An engine whose other side is the test. */
function connected(): { engine: RemoteEngine; requests: Request[]; reply: (message: Reply) => void } {
  const requests: Request[] = [];
  let receive: (message: Reply) => void = () => undefined;
  const engine = new RemoteEngine({
    post: (message: Request) => requests.push(message),
    listen: (listener) => {
      receive = listener;
    },
  });
  return { engine, requests, reply: (message) => receive(message) };
}

test('outcomes are told as they come, each once', async (t) => {
  const { engine, requests, reply } = connected();
  const told: number[] = [];
  const outcomes = engine.apply(OPERATIONS, {
    signal: new AbortController().signal,
    onOutcome: (index) => told.push(index),
  });
  t.like(requests[0], { id: 1, method: 'apply', parts: [JSON.stringify(OPERATIONS)] });
  reply({ id: 1, outcomes: JSON.stringify([[0, { status: 'done' }]]) });
  t.deepEqual(told, [0]);
  reply({
    id: 1,
    result: JSON.stringify([
      [1, { status: 'done' }],
      [2, { status: 'done' }],
    ]),
  });
  t.deepEqual(
    (await outcomes).map(({ status }) => status),
    ['done', 'done', 'done'],
  );
  t.deepEqual(told, [0, 1, 2]);
});

test('what the other side did not live to say is unknown', async (t) => {
  const { engine, reply } = connected();
  const told: Outcome[] = [];
  const outcomes = engine.apply(OPERATIONS, {
    signal: new AbortController().signal,
    onOutcome: (_, outcome) => told.push(outcome),
  });
  reply({ id: 1, outcomes: JSON.stringify([[0, { status: 'done' }]]) });
  engine.fail(new DriverError('gone'));
  t.deepEqual(
    (await outcomes).map(({ status }) => status),
    ['done', 'unknown', 'unknown'],
  );
  t.is(told.length, 3);
  await t.throwsAsync(engine.namespaces(), { message: 'gone' });
});

test('an abort goes over, and one before the call lets nothing begin', async (t) => {
  const { engine, requests, reply } = connected();
  const controller = new AbortController();
  const running = engine.apply(OPERATIONS, { signal: controller.signal, onOutcome: () => undefined });
  controller.abort();
  t.deepEqual(requests[1], { id: 1, method: 'abort' });
  reply({ id: 1, result: '[]' });
  await running;
  const never = await engine.apply(OPERATIONS, { signal: controller.signal, onOutcome: () => undefined });
  t.deepEqual(
    never.map(({ status }) => status),
    ['not-run', 'not-run', 'not-run'],
  );
  t.is(requests.length, 2);
});

test('a long call goes over in parts', async (t) => {
  const { engine, requests, reply } = connected();
  const many = Array.from({ length: 250 }, (_, index): KernelOperation => ({
    op: 'namespace.add',
    namespace: `n${index}`,
  }));
  const running = engine.apply(many, { signal: new AbortController().signal, onOutcome: () => undefined });
  while (requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
  const [request] = requests;
  const parts = request !== undefined && 'parts' in request ? (request.parts ?? []) : [];
  t.deepEqual(
    parts.map((part) => (JSON.parse(part) as unknown[]).length),
    [100, 100, 50],
  );
  reply({ id: 1, result: '[]' });
  await running;
});

test('errors keep what they are', async (t) => {
  const { engine, reply } = connected();
  const capabilities = engine.capabilities([]);
  reply({ id: 1, error: toPlainError(new PermissionError('root only')) });
  await t.throwsAsync(capabilities, { instanceOf: PermissionError, message: 'root only' });
});
