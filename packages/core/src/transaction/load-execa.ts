import { createRequire } from 'node:module';
import type { execa } from 'execa';

type Execa = typeof execa;

let loaded: Execa | undefined;

/**
 * execa, read by the first command that is run: it is more than a hundred files, and most programs run none. It is
 * required, not imported, because {@link Exec} gives execa's own promise at once.
 */
export function loadExeca(): Execa {
  loaded ??= (createRequire(import.meta.url)('execa') as { readonly execa: Execa }).execa;
  return loaded;
}
