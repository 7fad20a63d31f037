import test from 'ava';
import { simulatedKernel } from '@netloom/testing';
import { isMadeNamespace } from '../../dist/plan/back/made-namespace.js';
import { trace } from '../../dist/plan/trace.js';
import { NetworkModel } from '../../dist/state/network-model.js';
import { begunAt } from '../../dist/transaction/journal/intent.js';
import type { BackContext } from '../../dist/plan/back/back-step.js';

const STARTED = '2026-01-01T00:00:00.000Z';

/** Whether an empty namespace is taken for ours, of which nothing is known but when the kernel says that it was made. */
function isOurs(madeAfterMs: number): boolean {
  const kernel = simulatedKernel();
  const before = kernel.read({ namespaces: 'all' });
  kernel.apply({ op: 'namespace.add', namespace: 'pod' });
  const [pod] = kernel.read({ namespaces: ['pod'] }).namespaces;
  if (!pod) throw new Error('the scene has no namespace');
  const changeTime = String(BigInt(Date.parse(STARTED) + madeAfterMs) * 1_000_000n);
  const current = NetworkModel.from({ namespaces: [{ ...pod, identity: { inode: 1, changeTime } }] });
  const namespace = current.namespace('pod');
  if (!namespace) throw new Error('the model has no namespace');
  const context: Omit<BackContext, 'meanwhile'> = {
    before: NetworkModel.from(before),
    current,
    footprint: trace([{ op: 'namespace.add', namespace: 'pod' }], before),
    identities: new Map(),
    since: begunAt({ startedAt: STARTED }),
  };
  return isMadeNamespace(namespace, 'pod', context as BackContext);
}

test('a namespace that is stamped with the last tick before its transaction began is its own', (t) => {
  for (const milliseconds of [-10, -4, 0, 1, 500]) t.true(isOurs(milliseconds), `${milliseconds} ms`);
});

test('one that is older is somebody else’s', (t) => {
  for (const milliseconds of [-11, -1000]) t.false(isOurs(milliseconds), `${milliseconds} ms`);
});
