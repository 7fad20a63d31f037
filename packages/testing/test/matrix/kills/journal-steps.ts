import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
import type { Stepper } from './stepper.js';

/** Where the journal is by default. */
export const JOURNAL = '/run/netloom';

type Call = (...args: unknown[]) => unknown;

/**
 * Makes every change of the journal's files a step: the functions of node:fs are replaced for the whole process, so that no
 * step is missed that the journal takes, however it takes it.
 */
export function stepThroughJournal(stepper: Stepper): void {
  const files = new Map<number, string>();
  const functions = fs as unknown as Record<string, Call>;
  const replace = (name: string, make: (original: Call) => Call): void => {
    const original = functions[name];
    if (original) functions[name] = make(original.bind(fs));
  };
  const nameOf = (path: unknown): string | undefined => {
    if (typeof path === 'number') return files.get(path);
    return typeof path === 'string' && path.startsWith(`${JOURNAL}/`) ? plain(basename(path)) : undefined;
  };
  replace('openSync', (original) => (...args) => {
    const name = nameOf(args[0]);
    if (name === undefined) return original(...args);
    const file = stepper.around(`open ${name}`, () => original(...args)) as number;
    files.set(file, name);
    return file;
  });
  for (const call of [
    'writeSync',
    'writeFileSync',
    'rmSync',
    'unlinkSync',
    'closeSync',
    'mkdirSync',
    'ftruncateSync',
  ]) {
    replace(call, (original) => (...args) => {
      const name = nameOf(args[0]);
      if (call === 'closeSync') files.delete(args[0] as number);
      return name === undefined ? original(...args) : stepper.around(`${call} ${name}`, () => original(...args));
    });
  }
  replace('renameSync', (original) => (...args) => {
    const [from, to] = [nameOf(args[0]), nameOf(args[1])];
    if (from === undefined) return original(...args);
    return stepper.around(`rename ${from} to ${to}`, () => original(...args));
  });
  syncBuiltinESMExports();
}

/** Ids are other ones each time. */
function plain(name: string): string {
  return name.replace(/^[0-9a-z]{9}-[0-9a-f]{10}/, 'ID');
}
