import { createNet } from '@netloom/core';
import { mockDriver } from '@netloom/testing';
import { chainOf, type Call } from './call.js';
import { resolve } from './resolve.js';
import type { Stage } from './scene.js';

/** The calls of a chain that can be made here, one behind the other: what cannot is left out. */
export async function sift(stage: Stage, calls: readonly Call[]): Promise<readonly Call[]> {
  const kept: Call[] = [];
  let kernel = stage.kernel();
  let state = kernel.read({ namespaces: 'all' });
  for (const template of calls) {
    const call = resolve(template, state);
    kernel = stage.kernel();
    const net = createNet({ driver: mockDriver({ kernel }) });
    const accepted = await chainOf(net, [...kept, call])
      .commit()
      .then(
        () => true,
        () => false,
      );
    if (!accepted) continue;
    kept.push(call);
    state = kernel.read({ namespaces: 'all' });
  }
  return kept;
}
