import test from 'ava';
import { HOST } from '@netloom/core';
import { batchOutcome } from '../../dist/batch/batch-outcome.js';
import { type BatchEntry, batchText, entryAtLine } from '../../dist/batch/batch-text.js';

const entry = (text: string): BatchEntry => ({
  line: text,
  command: { namespace: HOST, program: 'ip', args: text.split(' ') },
});
const entries = ['link add name a type bridge', 'link set dev b master nope', 'link set dev c up'].map(entry);
const ended = (code: number | undefined, stderr = ''): Parameters<typeof batchOutcome>[1] => ({
  code,
  stdout: '',
  stderr,
});
const statuses = (outcomes: ReturnType<typeof batchOutcome>): string[] =>
  outcomes.map((outcome) => (typeof outcome === 'string' ? outcome : outcome.errno));

test('all lines are done where ip ends well', (t) => {
  t.deepEqual(batchOutcome(entries, ended(0)), ['done', 'done', 'done']);
});

test('the line that ip names has failed, and those behind it were not run', (t) => {
  const outcomes = batchOutcome(entries, ended(1, 'RTNETLINK answers: File exists\nCommand failed -:2\n'));
  t.deepEqual(statuses(outcomes), ['done', 'EEXIST', 'not-run']);
  t.like(outcomes[1], { status: 'failed', command: 'ip link set dev b master nope' });
});

test('where ip exits on the spot, the line with the argument that it names has failed', (t) => {
  const outcomes = batchOutcome(entries, ended(255, 'Error: argument "nope" is wrong: Device does not exist\n\n'));
  t.deepEqual(statuses(outcomes), ['done', 'ENODEV', 'not-run']);
  t.like(outcomes[1], { attribute: 'master' });
});

test('where several lines have the argument, what is between them is not known', (t) => {
  const twice = [...entries, entry('link set dev d master nope'), entry('link set dev e up')];
  const outcomes = batchOutcome(twice, ended(255, 'Error: argument "nope" is wrong: Device does not exist\n'));
  t.deepEqual(statuses(outcomes), ['done', 'ENODEV', 'unknown', 'unknown', 'not-run']);
});

test('a next hop without its device', (t) => {
  const line = entry('route add 10.0.0.0/8 nexthop via 10.0.0.1 dev gone');
  const outcomes = batchOutcome([line], ended(255, 'Cannot find device "gone"\nError: cannot parse nexthop\n'));
  t.like(outcomes[0], { errno: 'ENODEV', attribute: 'link' });
});

test('nothing was run where the namespace could not be entered', (t) => {
  const stderr = 'Cannot open network namespace "x": No such file or directory\n';
  t.deepEqual(statuses(batchOutcome(entries, ended(255, stderr))), ['ENOENT', 'not-run', 'not-run']);
  const nsenter = 'nsenter: cannot open /run/x: No such file or directory\n';
  t.deepEqual(statuses(batchOutcome(entries, ended(1, nsenter))), ['ENOENT', 'not-run', 'not-run']);
});

test('nothing was run where ip could not be started', (t) => {
  const outcomes = batchOutcome(entries, { ...ended(undefined), spawnError: 'ENOENT' });
  t.deepEqual(statuses(outcomes), ['ENOENT', 'not-run', 'not-run']);
});

test('how far a process that was killed came is not known', (t) => {
  t.deepEqual(batchOutcome(entries, ended(undefined)), ['unknown', 'unknown', 'unknown']);
});

const neighbours = [
  'link set dev a up',
  'neighbour add 10.0.0.1 dev a',
  'neighbour add 10.0.0.2 dev a',
  'link set dev b up',
].map(entry);

test('a mark behind each neighbour says how many are done where ip exits on the spot', (t) => {
  const refused = { code: 2, stderr: 'RTNETLINK answers: File exists\n' };
  const none = batchOutcome(neighbours, { ...refused, stdout: '' });
  t.deepEqual(statuses(none), ['done', 'EEXIST', 'not-run', 'not-run']);
  const one = batchOutcome(neighbours, { ...refused, stdout: 'lo UNKNOWN 127.0.0.1/8 \n' });
  t.deepEqual(statuses(one), ['done', 'done', 'EEXIST', 'not-run']);
});

test('marks are lines, and belong to the neighbour before them', (t) => {
  t.is(batchText(neighbours).split('\n').length - 1, 6);
  t.deepEqual(
    [1, 2, 3, 4, 5, 6].map((line) => entryAtLine(neighbours, line)),
    [0, 1, 1, 2, 2, 3],
  );
  t.is(entryAtLine(neighbours, 7), -1);
  const outcomes = batchOutcome(neighbours, ended(1, 'Cannot find device "b"\nCommand failed -:6\n'));
  t.deepEqual(statuses(outcomes), ['done', 'done', 'done', 'ENODEV']);
});

test('a complaint that names no line leaves the rest unknown', (t) => {
  t.deepEqual(statuses(batchOutcome(entries, ended(1, 'Segmentation fault\n'))), ['EINVAL', 'unknown', 'unknown']);
});
