/** Rows that belong together, joined by a vertical line beside the text. */
export interface Rail {
  readonly rows: ReadonlySet<number>;
  /** Rows where the line ends in an arrow. */
  readonly arrows: ReadonlySet<number>;
}

const COLUMN_WIDTH = 3;
/** Which ways a line leaves a cell. */
const UP = 1;
const DOWN = 2;
const LEFT = 4;
const RIGHT = 8;
/** By the ways that are set, added up. */
const STROKES = [' ', '│', '│', '│', '─', '┘', '┐', '┤', '─', '└', '┌', '├', '─', '┴', '┬', '┼'];

/** Draws rails to the right of rows of text, each in a column of its own where they would overlap. */
export function drawRails(rows: readonly string[], rails: readonly Rail[]): string[] {
  const columns = place(rails);
  const start = Math.max(0, ...rows.map((row) => row.length)) + 2;
  return rows.map((text, row) => {
    const cells: string[] = [];
    const own = rails.filter((rail) => rail.rows.has(row));
    const reach = Math.max(-1, ...own.map((rail) => columns.get(rail) ?? 0));
    if (own.length > 0) {
      const gap = start - text.length - 1 + COLUMN_WIDTH * (reach + 1);
      cells.push(...Array.from({ length: gap }, () => '─'));
      cells[0] = own.some(({ arrows }) => arrows.has(row)) ? '◄' : '─';
    }
    for (const rail of rails) {
      const column = columns.get(rail) ?? 0;
      const first = Math.min(...rail.rows);
      const last = Math.max(...rail.rows);
      if (row < first || row > last) continue;
      const at = start - text.length - 1 + COLUMN_WIDTH * (column + 1) - 1;
      const joins = rail.rows.has(row);
      const ways = (row > first ? UP : 0) | (row < last ? DOWN : 0);
      // A line that only passes goes over the other, unbroken.
      cells[at] = STROKES[ways | (joins ? LEFT | (reach > column ? RIGHT : 0) : 0)] ?? '';
    }
    const drawn = Array.from(cells, (cell) => cell ?? ' ').join('');
    return drawn === '' ? text : `${text} ${drawn}`;
  });
}

/** The shortest rails come nearest to the text; two that share a row are in different columns. */
function place(rails: readonly Rail[]): Map<Rail, number> {
  const columns = new Map<Rail, number>();
  const taken: Rail[][] = [];
  for (const rail of rails.toSorted((a, b) => length(a) - length(b))) {
    let column = 0;
    while (taken[column]?.some((other) => overlap(rail, other))) column++;
    (taken[column] ??= []).push(rail);
    columns.set(rail, column);
  }
  return columns;
}

function length({ rows }: Rail): number {
  return Math.max(...rows) - Math.min(...rows);
}

function overlap(a: Rail, b: Rail): boolean {
  return Math.min(...a.rows) <= Math.max(...b.rows) && Math.min(...b.rows) <= Math.max(...a.rows);
}
