import './sandbox-only.js';
import { readdirSync } from 'node:fs';
import test from 'ava';
import type { KernelOperation } from '@netloom/core';
import { HOST } from '@netloom/core/driver';
import { withLab } from './support/lab.js';

/** What ten thousand do, `npm run bench:leak` prints. */
const COMMITS = 2000;

/** Descriptors of the process, of all its threads. */
function descriptors(): number {
  return readdirSync('/proc/self/fd').length;
}

test('thousands of commits leak neither descriptors nor memory', (t) =>
  withLab(t, ['blue'], async (lab) => {
    const address = { namespace: 'blue', link: 'lo', ifindex: 1, family: 'inet', address: '10.0.0.1/32' } as const;
    const commit = (): Promise<unknown> =>
      lab.apply({ op: 'address.add', ...address }, { op: 'address.delete', ...address });
    const pod: readonly KernelOperation[] = [
      { op: 'namespace.add', namespace: 'pod' },
      { op: 'link.add', namespace: 'pod', kind: 'veth', name: 'a', data: { peer: { name: 'b', namespace: HOST } } },
      { op: 'namespace.delete', namespace: 'pod' },
    ];
    const turn = async (count: number): Promise<void> => {
      for (let round = 0; round < count; round += 1) await commit();
      await lab.driver.read({ namespaces: 'all' });
      await lab.done(...pod);
    };
    const thousands = async (): Promise<number> => {
      const before = { fds: descriptors(), rss: process.memoryUsage.rss() };
      for (let round = 0; round < 20; round += 1) await turn(COMMITS / 20);
      const grown = (process.memoryUsage.rss() - before.rss) / 2 ** 20;
      t.log(
        `${COMMITS} commits: ${before.fds} descriptors before, ${descriptors()} after, ${grown.toFixed(1)} MiB more`,
      );
      t.is(descriptors(), before.fds);
      return grown;
    };
    await turn(500);
    // The heaps of two threads grow until they have found their size. What leaks goes on growing: then no round
    // would ever need as little as one behind a collection does.
    let grown = Infinity;
    for (let attempt = 0; attempt < 30 && grown > 3; attempt += 1) grown = await thousands();
    t.true(grown <= 3, `memory grew by ${grown.toFixed(1)} MiB`);
  }));
