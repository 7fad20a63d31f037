import { readFile } from 'node:fs/promises';
import { FORMAT, type LogEntry } from './log-entry.js';

/**
 * Reads a transaction log. A line that is torn, for the process that wrote it died, is left out: the last of the file, or
 * the last before another process went on.
 *
 * @throws SyntaxError for a file that is no log, or is broken elsewhere, with the number of the line.
 */
export async function readLog(file: string | URL): Promise<readonly LogEntry[]> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  const entries: LogEntry[] = [];
  let torn: number | undefined;
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    const entry = parse(line);
    if (entry?.entry === 'session') checkFormat(file, entry);
    if (torn !== undefined && entry?.entry !== 'session') throw broken(file, torn);
    torn = entry === undefined ? index : undefined;
    if (entry !== undefined) entries.push(entry);
  }
  const [first] = entries;
  if (first?.entry !== 'session') throw broken(file, 0);
  return entries;
}

/** Another version may have gone on with the file. */
function checkFormat(file: string | URL, { format }: { readonly format: number }): void {
  if (format !== FORMAT) throw new SyntaxError(`${String(file)}: a log of format ${format}, and ${FORMAT} is known`);
}

/** The lists that entries have, by which others are told from them; what is in the lists was written by a recorder. */
const LISTS: { readonly [E in LogEntry['entry']]?: string } = {
  capabilities: 'linkKinds',
  read: 'namespaces',
  begun: 'operations',
  ended: 'outcomes',
};

function parse(line: string): LogEntry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || !('entry' in value)) return undefined;
    const list = Reflect.get(LISTS, String(value.entry)) as string | undefined;
    return list === undefined || Array.isArray(Reflect.get(value, list)) ? (value as LogEntry) : undefined;
  } catch {
    return undefined;
  }
}

function broken(file: string | URL, index: number): SyntaxError {
  return new SyntaxError(`${String(file)}:${index + 1}: no entry of a transaction log`);
}
