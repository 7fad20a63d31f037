import { output, shell } from './shell.js';
import type { Topology } from '../topology/topology.js';

/** Sets the scene on a bare host. */
export function sceneOf({ scene }: Topology): void {
  bare();
  shell(scene);
}

/** Takes away all links but lo, all named namespaces and all rules of the sandbox's host. */
export function bare(): void {
  // Outside of one, these would be the machine's own links.
  if (process.env['NETLOOM_SANDBOX'] === undefined) throw new Error('this runs in a sandbox only: .ci/sandbox ava …');
  for (const line of output('ip', 'netns', 'list').split('\n')) {
    const name = line.split(' ')[0];
    if (name)
      shell(
        `for link in $(ip -n ${name} -br link | cut -d' ' -f1 | cut -d@ -f1); do [ $link = lo ] || ip -n ${name} link del $link 2>/dev/null || :; done; ip netns del ${name}`,
      );
  }
  shell(
    `for link in $(ip -br link | cut -d' ' -f1 | cut -d@ -f1); do [ $link = lo ] || ip link del $link 2>/dev/null || :; done`,
  );
}
