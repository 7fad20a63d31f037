/** What a matrix counted. All of them are printed in one table, so that their columns have one meaning. */
export interface Tally {
  /** Operations that something was done to: names in the fault matrix, steps of the engine in the kill matrix. */
  operations: number;
  positions: number;
  errnos: number;
  runs: number;
  kills: number;
  recoveries: number;
  /** Links, namespaces, mounts, files, locks and processes that were left over. Must be 0. */
  leftovers: number;
  /** Outcomes that are not as they must be. Must be 0. */
  divergences: number;
}

export function emptyTally(): Tally {
  return { operations: 0, positions: 0, errnos: 0, runs: 0, kills: 0, recoveries: 0, leftovers: 0, divergences: 0 };
}

/** Of runs side by side: each had some of the positions, and met the same operations. */
export function sumOf(tallies: readonly Tally[]): Tally {
  const sum = emptyTally();
  for (const tally of tallies) {
    for (const column of COLUMNS) {
      const most = column === 'operations' || column === 'errnos';
      sum[column] = most ? Math.max(sum[column], tally[column]) : sum[column] + tally[column];
    }
  }
  return sum;
}

const COLUMNS = Object.keys(emptyTally()) as (keyof Tally)[];

/** A line that another program can find in the output of a matrix. */
const MARK = '#tally ';

export function printTally(name: string, tally: Tally): void {
  process.stdout.write(`${table([[name, tally]])}\n`);
  if (process.env['NETLOOM_MATRIX'] !== undefined) process.stdout.write(`${MARK}${JSON.stringify([name, tally])}\n`);
  if (tally.leftovers + tally.divergences > 0) process.exitCode = 1;
}

/** The tallies that a matrix printed. */
export function talliesIn(output: string): [string, Tally][] {
  return output
    .split('\n')
    .flatMap((line) => (line.startsWith(MARK) ? [JSON.parse(line.slice(MARK.length)) as [string, Tally]] : []));
}

export function table(rows: readonly (readonly [string, Tally])[]): string {
  const width = Math.max(20, ...rows.map(([name]) => name.length)) + 2;
  const line = (first: string, cells: readonly unknown[]): string =>
    first.padEnd(width) + cells.map((cell) => String(cell).padStart(12)).join('');
  return [
    line('', COLUMNS),
    ...rows.map(([name, tally]) =>
      line(
        name,
        COLUMNS.map((column) => tally[column]),
      ),
    ),
  ].join('\n');
}
