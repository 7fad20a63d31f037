import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plot } from './plot.mjs';
import { resultsText } from './results-text.mjs';

/** Writes the results into a folder, which is made where there is none: all of it, the tables, and a plot. */
export async function writeReport(run, folder) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'results.json'), `${JSON.stringify(run, undefined, 1)}\n`);
  await writeFile(join(folder, 'results.md'), resultsText(run));
  await writeFile(join(folder, 'results.svg'), plot(run));
}
