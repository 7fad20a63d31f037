import test from 'ava';
import type { KernelOperation, Outcome } from '@netloom/core';
import { HOST } from '@netloom/core/driver';
import { applyOperations } from '../../dist/apply/apply-operations.js';
import { Session } from '../../dist/engine/session.js';
import type { OpenNamespace } from '../../dist/namespace/open-namespace.js';
import { DONE, LOST, type Ack } from '../../dist/socket/ack.js';
import type { MessageWriter } from '../../dist/wire/message-writer.js';
import { RTM_DELLINK } from '../../dist/wire/constant/rtm.js';

const OURS = 2 ** 30;

const REFUSED: Ack = { status: 'failed', errno: 'EEXIST' };

const bridge = (index: number, more: object = {}): KernelOperation => ({
  op: 'link.add',
  namespace: HOST,
  kind: 'bridge',
  name: `br${index}`,
  ifindex: OURS + index,
  ...more,
  data: {},
});

const rename: KernelOperation = { op: 'link.set', namespace: HOST, name: 'v0', ifindex: OURS, changes: { name: 'v1' } };

/** A kernel that answers messages by their place among all that were sent, and remembers how they came. */
function kernel(answer: (place: number) => Ack = () => DONE): {
  home: OpenNamespace;
  sends: number[];
  asked: number[];
} {
  const sends: number[] = [];
  const asked: number[] = [];
  let sent = 0;
  const socket: OpenNamespace['socket'] = {
    fd: -1,
    ask(writer) {
      asked.push(typeOf(writer));
      return DONE;
    },
    request(writer) {
      sends.push(writer.starts.length);
      return writer.starts.map(() => answer(sent++));
    },
    dump: () => [],
    stream: () => undefined,
    close: () => undefined,
  };
  return { home: { ref: HOST, path: '', fd: -1, socket }, sends, asked };
}

function typeOf(writer: MessageWriter): number {
  return writer.message(0).readUInt16LE(4);
}

async function run(
  home: OpenNamespace,
  operations: readonly KernelOperation[],
  aborted: () => boolean = () => false,
): Promise<{ statuses: string[]; told: [number, string][] }> {
  const told: [number, string][] = [];
  const onOutcome = (index: number, { status }: Outcome): void => void told.push([index, status]);
  const outcomes = await applyOperations(operations, new Session(home), { aborted, onOutcome });
  return { statuses: outcomes.map(({ status }) => status), told };
}

test('what makes something, under an index of ours, is sent together', async (t) => {
  const { home, sends } = kernel();
  const { statuses, told } = await run(home, [bridge(1), bridge(2), bridge(3)]);
  t.deepEqual(sends, [3]);
  t.deepEqual(statuses, ['done', 'done', 'done']);
  t.deepEqual(told, [
    [0, 'done'],
    [1, 'done'],
    [2, 'done'],
  ]);
});

test('what destroys, renames, or goes by name is sent alone, once all before it is known to be done', async (t) => {
  const { home, sends } = kernel();
  const operations: readonly KernelOperation[] = [
    bridge(1),
    bridge(2),
    rename,
    bridge(3),
    { op: 'link.set', namespace: HOST, name: 'br3', changes: { up: true } },
    { op: 'address.delete', namespace: HOST, link: 'br3', ifindex: OURS + 3, family: 'inet', address: '10.0.0.1/8' },
    { op: 'link.delete', namespace: HOST, name: 'br3', ifindex: OURS + 3 },
  ];
  const { statuses } = await run(home, operations);
  t.deepEqual(sends, [2, 1, 1, 1, 1, 1]);
  t.deepEqual(
    statuses,
    operations.map(() => 'done'),
  );
});

test('a link whose index is not of ours is left alone behind a message that can fail', async (t) => {
  const { home, sends } = kernel();
  await run(home, [
    bridge(1),
    { op: 'link.set', namespace: HOST, name: 'eth0', ifindex: 2, changes: { mtu: 1400 } },
    { op: 'address.add', namespace: HOST, link: 'eth0', ifindex: 2, family: 'inet', address: '10.0.0.1/8' },
    { op: 'route.add', namespace: HOST, family: 'inet', destination: '10.9.0.0/16', table: 254, type: 'blackhole' },
  ]);
  t.deepEqual(sends, [1, 1, 1, 1]);
});

test('after a failure nothing more is sent; what went with it is reported as what it is', async (t) => {
  const { home, sends } = kernel((place) => (place === 1 ? REFUSED : DONE));
  const { statuses, told } = await run(home, [bridge(1), bridge(2), bridge(3), rename, bridge(4)]);
  t.deepEqual(sends, [3]);
  t.deepEqual(statuses, ['done', 'failed', 'done', 'not-run', 'not-run']);
  t.deepEqual(
    told.toSorted(([a], [b]) => a - b),
    [
      [0, 'done'],
      [1, 'failed'],
      [2, 'done'],
      [3, 'not-run'],
      [4, 'not-run'],
    ],
  );
});

test('what cannot be written fails alone: those before it are sent', async (t) => {
  const { home, sends } = kernel();
  const { statuses } = await run(home, [
    bridge(1),
    {
      op: 'address.add',
      namespace: HOST,
      link: 'br1',
      ifindex: OURS + 1,
      family: 'inet',
      address: '10.0.0.1/8',
      broadcast: 'nonsense',
    },
    bridge(2),
  ]);
  t.deepEqual(sends, [1]);
  t.deepEqual(statuses, ['done', 'failed', 'not-run']);
});

test('what cannot be written behind something that fails is not run', async (t) => {
  const { home, sends } = kernel(() => REFUSED);
  const { statuses } = await run(home, [
    bridge(1),
    { op: 'address.add', namespace: HOST, link: 'br1', ifindex: OURS + 1, family: 'inet', address: 'nonsense' },
  ]);
  t.deepEqual(sends, [1]);
  t.deepEqual(statuses, ['failed', 'not-run']);
});

test('a link that cannot be made gets nothing of what it was to have', async (t) => {
  const { home, sends } = kernel(() => REFUSED);
  const { statuses } = await run(home, [bridge(1, { alias: 'a', altNames: ['b'] })]);
  t.deepEqual(sends, [1]);
  t.deepEqual(statuses, ['failed']);
});

test('an answer that was lost is unknown, and stops the rest', async (t) => {
  const { home } = kernel((place) => (place === 1 ? LOST : DONE));
  t.deepEqual((await run(home, [bridge(1), bridge(2), rename])).statuses, ['done', 'unknown', 'not-run']);
});

test('a link that cannot be completed is deleted again', async (t) => {
  const { home, asked } = kernel((place) => (place === 1 ? REFUSED : DONE));
  const { statuses } = await run(home, [bridge(1, { alias: 'a' }), bridge(2)]);
  t.deepEqual(statuses, ['failed', 'done']);
  t.deepEqual(asked, [RTM_DELLINK]);
});

test('not many are sent at once', async (t) => {
  const { home, sends } = kernel();
  await run(
    home,
    Array.from({ length: 40 }, (_, index) => bridge(index, index === 15 ? { alias: 'a' } : {})),
  );
  // One that needs more than a message goes by itself first: the rest of it must not reach a link that was there before.
  t.deepEqual(sends, [15, 1, 16, 9]);
});

test('what waits when the call is aborted is not sent', async (t) => {
  const { home, sends } = kernel();
  let asked = 0;
  const { statuses } = await run(home, [bridge(1), bridge(2), bridge(3)], () => (asked += 1) > 2);
  t.deepEqual(sends, []);
  t.deepEqual(statuses, ['not-run', 'not-run', 'not-run']);
});

test('an operation that has begun when the call is aborted is ended', async (t) => {
  const { home, sends } = kernel();
  let asked = 0;
  const { statuses } = await run(home, [bridge(1, { alias: 'a' }), bridge(2), bridge(3)], () => (asked += 1) > 2);
  t.deepEqual(sends, [1, 1]);
  t.deepEqual(statuses, ['done', 'not-run', 'not-run']);
});

test('what depends on something is not tried before that is known to be done', async (t) => {
  const { home, sends } = kernel((at) => (at === 0 ? REFUSED : DONE));
  const outcomes = await applyOperations([bridge(1), bridge(2), bridge(3)], new Session(home), {
    aborted: () => false,
    onOutcome: () => undefined,
    behind: [-1, 0, 1],
  });
  t.deepEqual(sends, [1]);
  t.deepEqual(
    outcomes.map(({ status }) => status),
    ['failed', 'not-run', 'not-run'],
  );
});
