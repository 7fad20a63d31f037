import test from 'ava';
import { HOST } from '@netloom/core/driver';
import { assembleState } from '../../dist/read/assemble-state.js';
import type { DumpName } from '../../dist/read/dumps.js';
import type { ForeignQuestion } from '../../dist/read/foreign-link.js';
import { StateDecoder, type ReadNamespace } from '../../dist/read/state-decoder.js';
import type { NamespaceFacts, StateListener } from '../../dist/read/state-listener.js';
import { replay } from '../../dist/transcript/replay.js';
import { TranscriptDecoder } from '../../dist/transcript/transcript-decoder.js';
import { TranscriptWriter } from '../../dist/transcript/transcript-writer.js';
import { DecodeError } from '../../dist/wire/decode-error.js';
import { MessageReader } from '../../dist/wire/message-reader.js';
import { REPLIES } from '../golden/fixtures.js';

const RECORDED: readonly (readonly [dump: DumpName, object: string])[] = [
  ['links', 'link'],
  ['addresses', 'address'],
  ['routes of IPv4', 'route4'],
  ['routes of IPv6', 'route6'],
  ['fdb', 'fdb'],
];

function factsOf(ref: NamespaceFacts['ref']): NamespaceFacts {
  return { ref, identity: { inode: 1 }, sysctls: { 'net.ipv4.ip_forward': '0' } };
}

function datagrams(object: string): readonly MessageReader[] {
  return (REPLIES[object] ?? []).map((hex) => {
    const bytes = Buffer.from(hex, 'hex');
    return new MessageReader(bytes).reset(bytes.length);
  });
}

/** Says what was recorded of one namespace, so often. */
function say(listener: StateListener, refs: readonly NamespaceFacts['ref'][]): void {
  for (const ref of refs) {
    for (const [dump, object] of RECORDED) {
      listener.begin(dump);
      for (const messages of datagrams(object)) listener.take(messages);
    }
    listener.end(factsOf(ref));
  }
}

function direct(refs: readonly NamespaceFacts['ref'][]): readonly ReadNamespace[] {
  const decoder = new StateDecoder();
  say(decoder, refs);
  return decoder.namespaces;
}

test('what went over as a transcript is what was said', async (t) => {
  const refs = [HOST, ...Array.from({ length: 40 }, (_, index) => `pod${index}`), { path: '/run/é' }];
  const pieces: Uint8Array[] = [];
  const writer = new TranscriptWriter((piece) => pieces.push(piece));
  say(writer, refs);
  writer.flush();
  writer.flush();
  t.true(pieces.length > 2, `${pieces.length} pieces`);
  const decoder = new TranscriptDecoder();
  for (const piece of pieces) decoder.take(piece);
  const read = await decoder.finish();
  t.deepEqual(read, direct(refs));
  t.is(read.length, refs.length);
  t.true((read[0]?.tables.links.size ?? 0) > 5);
});

test('a message that is longer than a piece goes over whole', (t) => {
  const long = Buffer.alloc(200_000, 7);
  const taken: string[] = [];
  const listener: StateListener = {
    begin: (dump) => taken.push(dump),
    take: ({ messages }) => taken.push(`${messages.length} ${messages.at(-1)}`),
    end: ({ sysctls }) => taken.push(JSON.stringify(sysctls)),
  };
  const writer = new TranscriptWriter((piece) => replay(piece, listener));
  writer.begin('links');
  writer.take(new MessageReader(long).reset(long.length));
  writer.end(factsOf('a'));
  writer.flush();
  t.deepEqual(taken, ['links', '200000 7', '{"net.ipv4.ip_forward":"0"}']);
});

test('what was taken of a dump that begins anew is void', (t) => {
  const decoder = new StateDecoder();
  decoder.begin('addresses');
  for (const messages of datagrams('address')) decoder.take(messages);
  say(decoder, [HOST]);
  t.deepEqual(decoder.namespaces, direct([HOST]));
});

test('the host, and what is known from it, is found without asking; the rest is asked for once', async (t) => {
  const [host, pod] = direct([HOST, 'pod']);
  if (host === undefined || pod === undefined) throw new Error('nothing was read');
  const questions: ForeignQuestion[] = [];
  const ask = async (question: ForeignQuestion) => {
    questions.push(question);
    return question.links.map(() => ({ namespace: 'found', name: 'q0' }));
  };
  // In what was recorded `p0` leads to number 14 of the namespace with number 0.
  const known = await assembleState(
    [
      { ...host, numberOnHost: undefined },
      { ...pod, numberOnHost: 0 },
    ],
    'all',
    ask,
  );
  const peers = known.namespaces.map(({ links }) => links.find(({ name }) => name === 'p0')?.peer);
  t.deepEqual(peers[0], { ifindex: 14, name: 'q0', namespace: 'pod' });
  t.deepEqual(peers[1], { ifindex: 14, name: 'q0', namespace: 'found' });
  t.is(questions.length, 1);
  t.like(
    questions[0]?.links.find(({ from }) => from === 'pod'),
    { ifindex: 14, number: 0, likely: [] },
  );
  t.like(
    questions[0]?.links.find(({ from }) => from !== 'pod'),
    { ifindex: 14, number: 0, namespace: 'pod' },
  );
});

test('namespaces come in the order in which they were asked for', async (t) => {
  const read = direct([HOST, 'b', 'a']);
  const { namespaces } = await assembleState(read, ['a', 'gone', HOST, 'a', 'b'], async ({ links }) =>
    links.map(() => ({})),
  );
  t.deepEqual(
    namespaces.map(({ namespace }) => namespace),
    ['a', HOST, 'b'],
  );
});

test('a transcript that is not well-formed is refused at its end', async (t) => {
  const decoder = new TranscriptDecoder();
  const writer = new TranscriptWriter((piece) => decoder.take(piece));
  writer.begin('links');
  writer.take(new MessageReader(Buffer.alloc(20, 255)).reset(20));
  writer.flush();
  await t.throwsAsync(decoder.finish(), { instanceOf: DecodeError });
});
