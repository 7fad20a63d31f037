import assert from 'node:assert/strict';
import type { Area } from '../conformance-case.js';
import type { Lab } from '../lab.js';
import { addBridge, deleteLink } from '../steps.js';

const PATIENCE_MS = 5000;

/** Deletes a bridge as soon as it is told of, and gives what is told of it until it is gone. */
async function toldOf(lab: Lab, namespace: string, name: string): Promise<readonly string[]> {
  const told: string[] = [];
  const signal = AbortSignal.timeout(PATIENCE_MS);
  for await (const event of lab.driver.watch?.({ namespace, signal }) ?? []) {
    if (event.type !== 'link:added' && event.type !== 'link:deleted') continue;
    if (event.link.name !== name) continue;
    told.push(event.type);
    if (event.type === 'link:deleted') break;
    await lab.done(deleteLink(namespace, name));
  }
  return told;
}

export const WATCH: Area = {
  name: 'watch',
  cases: [
    {
      title: 'a link that comes and goes is told of, once each, to whoever watches its namespace',
      rule: 'the port: Driver.watch; RTM_NEWLINK and RTM_DELLINK of rtnetlink(7)',
      needs: { methods: ['watch'], kinds: ['bridge'] },
      async run(lab) {
        const [a, b] = [await lab.namespace('a'), await lab.namespace('b')];
        const [told] = await Promise.all([
          toldOf(lab, a, 'br0'),
          lab.done(addBridge(b, 'br0'), addBridge(a, 'other'), addBridge(a, 'br0')),
        ]);
        assert.deepEqual(told, ['link:added', 'link:deleted']);
      },
    },
  ],
};
