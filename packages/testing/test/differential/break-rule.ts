import type { LoadHook } from 'node:module';
import type { Mutant } from './mutants.js';

let mutant: Mutant | undefined;

/** Called with what `module.register()` was given (module customization hooks, nodejs.org/api/module.html). */
export function initialize(chosen: Mutant): void {
  mutant = chosen;
}

/** Loads modules as they are, but for the one whose rule is to be broken. */
export const load: LoadHook = async (url, context, nextLoad) => {
  const loaded = await nextLoad(url, context);
  if (mutant === undefined || !url.endsWith(`/dist/simulated-kernel/${mutant.module}`)) return loaded;
  const [before, after, ...more] = new TextDecoder().decode(loaded.source as Uint8Array).split(mutant.rule);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`${mutant.module} does not say once: ${mutant.rule}`);
  }
  return { ...loaded, source: `${before}${mutant.broken}${after}` };
};
