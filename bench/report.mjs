import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plot } from './plot.mjs';
import { resultsText } from './results-text.mjs';

/** Shows the results, and writes them into a folder where one is given. */
export async function writeReport(run, folder) {
  const text = resultsText(run);
  console.log(`\n${text}`);
  if (folder === undefined) return;
  await writeFile(join(folder, 'results.json'), `${JSON.stringify(run, undefined, 1)}\n`);
  await writeFile(join(folder, 'results.md'), text);
  await writeFile(join(folder, 'results.svg'), plot(run));
}
