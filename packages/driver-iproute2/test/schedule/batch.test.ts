import test from 'ava';
import * as fc from 'fast-check';
import { HOST, type IpCommand, type NamespaceRef } from '@netloom/core';
import { batchesOf } from '../../dist/schedule/batch.js';
import { jobsOf } from '../../dist/schedule/job.js';

const ip = (namespace: NamespaceRef, text: string): IpCommand => ({ namespace, program: 'ip', args: text.split(' ') });

/** The commands of each batch, in words. */
function planned(commands: readonly (readonly IpCommand[])[], after: readonly (readonly number[])[]): string[][] {
  const jobs = jobsOf(commands, after);
  return batchesOf(jobs).map((batch) => batch.jobs.map((job) => jobs[job]?.command.args.join(' ') ?? ''));
}

test('one process makes what is in one namespace', (t) => {
  const commands = [[ip(HOST, 'netns add a')], [ip('a', 'link set dev lo up')], [ip('a', 'address add x dev y')]];
  t.deepEqual(planned(commands, [[], [0], [1]]), [['netns add a'], ['link set dev lo up', 'address add x dev y']]);
});

test('pods of a host are one process for the host, and one for each', (t) => {
  const commands: IpCommand[][] = [[ip(HOST, 'link add name br0 type bridge')]];
  const after: number[][] = [[]];
  for (let pod = 0; pod < 10; pod += 1) {
    const first = commands.length;
    commands.push(
      [ip(HOST, `netns add pod${pod}`)],
      [ip(HOST, `link add name h${pod}`), ip(HOST, `link set dev h${pod} up`), ip(`pod${pod}`, 'link set dev eth0 up')],
      [ip(`pod${pod}`, 'address add 10.0.0.1/24 dev eth0')],
    );
    after.push([], [first, 0], [first + 1]);
  }
  const batches = planned(commands, after);
  t.is(batches.length, 11);
  t.is(batches[0]?.length, 31);
});

test('a command with a word that no batch can hold is a process of its own', (t) => {
  const commands = [
    [ip('a', 'link set dev x up')],
    [ip('a', 'link set dev x alias "')],
    [ip('a', 'link set dev x down')],
  ];
  t.is(planned(commands, [[], [0], [1]]).length, 3);
});

test('rules of IPv6 and forwarding entries need a process beside', (t) => {
  const rule: IpCommand = { namespace: 'a', program: 'ip', inet6: true, args: ['rule', 'add'] };
  const fdb: IpCommand = { namespace: 'a', program: 'bridge', args: ['fdb', 'add'] };
  t.is(planned([[ip('a', 'rule add')], [rule], [fdb], [rule]], [[], [], [], []]).length, 3);
});

test('an operation that nothing is said of waits for the one before it', (t) => {
  const commands = [[ip('a', 'one')], [ip('b', 'two')], [ip('a', 'three')]];
  t.deepEqual(planned(commands, []), [['one'], ['two'], ['three']]);
});

test('an operation without commands is passed through', (t) => {
  const jobs = jobsOf([[ip('a', 'one')], [], [ip('b', 'two')]], [[], [0], [1]]);
  t.deepEqual(jobs[1]?.after, [0]);
});

test('a name is looked up anew after links were deleted, renamed or moved', (t) => {
  const one = (...lines: string[]): string[][] =>
    planned(
      lines.map((line) => [ip('a', line)]),
      lines.map((_, index) => (index === 0 ? [] : [index - 1])),
    );
  t.is(one('link delete dev x', 'link delete dev y', 'link add name x type bridge').length, 1);
  t.is(
    one('link delete dev x', 'link add name x type bridge', 'link set dev if7 up', 'route add 10.0.0.0/8 dev if7')
      .length,
    1,
  );
  for (const stale of [
    'link delete dev x',
    'link set dev x name y',
    'link set dev x netns b',
    'link property del dev x altname y',
  ]) {
    t.is(one(stale, 'link add name x type bridge', 'link set dev x up').length, 2, stale);
  }
  t.is(one('link set dev x mtu 1400', 'link set dev x up', 'address add 10.0.0.1/8 dev x').length, 1);
});

test('a circle is refused', (t) => {
  t.throws(() => planned([[ip('a', 'one')], [ip('b', 'two')]], [[1], [0]]), { message: /circle/ });
});

const orders = fc
  .integer({ min: 1, max: 25 })
  .chain((size) =>
    fc.tuple(
      fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: size, maxLength: size }),
      fc.array(fc.array(fc.nat({ max: size - 1 }), { maxLength: 3 }), { minLength: size, maxLength: size }),
    ),
  );

test('every job is in exactly one batch, after all that it waits for', (t) => {
  fc.assert(
    fc.property(orders, ([places, raw]) => {
      const commands = places.map((place, index) => [ip(place, `job ${index}`), ip('c', `then ${index}`)]);
      const after = raw.map((before, index) => before.filter((other) => other < index));
      const jobs = jobsOf(commands, after);
      const batches = batchesOf(jobs);
      const placed = batches.flatMap(({ jobs: own }) => own);
      t.deepEqual(
        placed.toSorted((one, other) => one - other),
        [...jobs.keys()],
      );
      const position = new Map<number, { batch: number; step: number }>();
      for (const [batch, { jobs: own }] of batches.entries()) {
        for (const [step, job] of own.entries()) position.set(job, { batch, step });
      }
      for (const [index, job] of jobs.entries()) {
        const at = position.get(index);
        for (const before of job.after) {
          const earlier = position.get(before);
          if (at === undefined || earlier === undefined) return false;
          if (earlier.batch === at.batch ? earlier.step >= at.step : !batches[at.batch]?.after.has(earlier.batch))
            return false;
        }
      }
      return batches.every(({ after: waits }, index) => [...waits].every((other) => other < index));
    }),
    { numRuns: 300 },
  );
  t.pass();
});
