import type { ExecutionContext } from 'ava';
import * as fc from 'fast-check';
import { printCalls, type Call } from './call.js';
import { calls } from './calls.js';
import { scene, Stage } from './scene.js';
import { runs, SEED, TIMEOUT_MS } from './settings.js';
import { sift } from './sift.js';

/** Judges one case: what is wrong, a line each. */
export type Judge<X> = (stage: Stage, chain: readonly Call[], extra: X) => Promise<readonly string[]>;

/** Has many cases judged; the smallest that is wrong is told as it would be written. */
export async function holds<X>(
  t: ExecutionContext,
  usual: number,
  extra: fc.Arbitrary<X>,
  judge: Judge<X>,
): Promise<void> {
  t.timeout(TIMEOUT_MS);
  t.log(`seed ${SEED}, ${runs(usual)} runs`);
  let cases = 0;
  let length = 0;
  const property = fc.asyncProperty(scene, calls, extra, async (said, chain, more) => {
    const stage = await Stage.set(said);
    const kept = await sift(stage, chain);
    cases += 1;
    length += kept.length;
    const wrong = await judge(stage, kept, more);
    if (wrong.length === 0) return;
    throw new Error([`in`, String(stage), 'the chain', printCalls(kept), ...wrong].join('\n'));
  });
  // A kernel that is asked much refuses much, and the way to each refusal would take longer to note than all the rest.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const { failed, errorInstance } = await fc
    .check(property, { numRuns: runs(usual), seed: SEED })
    .finally(() => (Error.stackTraceLimit = stackTraceLimit));
  t.log(`${cases} cases, ${(length / cases).toFixed(1)} calls each`);
  if (failed) t.fail(errorInstance instanceof Error ? errorInstance.message : String(errorInstance));
  else t.pass();
}
