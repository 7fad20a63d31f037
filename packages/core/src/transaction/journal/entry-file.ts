import { createHash } from 'node:crypto';
import { closeSync, lstatSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { Pieces } from '../../plan/breather.js';
import type { Machine } from './machine.js';
import type { Fact, Intent } from './intent.js';

/** The format's version: a reader leaves alone what it does not know. */
const VERSION = 1;

interface Header {
  readonly v: number;
  readonly id: string;
  readonly bootId: string;
  readonly host: string;
  readonly driver: string;
  /** For people only: whether the owner lives is told by its lock. */
  readonly owner: { readonly pid: number; readonly startTime: string; readonly command: string };
  readonly bytes: number;
  readonly sha256: string;
}

export type ReadEntry =
  | { readonly kind: 'entry'; readonly header: Header; readonly intent: Intent; readonly facts: readonly Fact[] }
  | { readonly kind: 'alien'; readonly why: string }
  | { readonly kind: 'torn'; readonly why: string };

/** A fact with its sum takes a line; what is kept free for each that may come. */
const BYTES_PER_FACT = 1024;

/** An intent as JSON, in lines: one without the operations, then the operations, so many a line. */
export interface IntentText {
  readonly id: string;
  readonly text: string;
}

const OPERATIONS_A_LINE = 200;

/** Makes the text of an intent, line by line: of thousands of operations it takes milliseconds. */
export function* writingIntent({ operations, ...rest }: Intent): Pieces<IntentText> {
  const lines = [JSON.stringify(rest)];
  for (let at = 0; at < operations.length; at += OPERATIONS_A_LINE) {
    yield;
    lines.push(JSON.stringify(operations.slice(at, at + OPERATIONS_A_LINE)));
  }
  return { id: rest.id, text: lines.join('\n') };
}

function readIntent(text: string): Intent | undefined {
  const [first = '', ...lines] = text.trimEnd().split('\n');
  const rest = parse(first) as Omit<Intent, 'operations'> | undefined;
  const operations = lines.map((line) => parse(line) as Intent['operations'] | undefined);
  return rest && operations.every((each) => each !== undefined)
    ? { ...rest, operations: operations.flat() }
    : undefined;
}

/**
 * Writes a transaction's intent as a whole under one name and gives it another: it is there whole, or not at all. Behind it
 * there is room for facts, which are written in place, so that nothing can run out of space once it has begun.
 */
export function writeEntry(
  temporary: string,
  final: string,
  intent: IntentText,
  machine: Machine,
  driver: string,
  facts: number,
): EntryWriter {
  const body = Buffer.from(`${intent.text}\n`);
  const header: Header = {
    v: VERSION,
    id: intent.id,
    bootId: machine.bootId,
    host: machine.host,
    driver,
    owner: machine.owner,
    bytes: body.length,
    sha256: createHash('sha256').update(body).digest('hex'),
  };
  const head = Buffer.from(`${JSON.stringify(header)}\n`);
  const room = Buffer.alloc(facts * BYTES_PER_FACT, ' ');
  const file = openSync(temporary, 'wx+', 0o600);
  try {
    writeWhole(file, Buffer.concat([head, body, room]), 0);
    renameSync(temporary, final);
  } catch (error) {
    closeSync(file);
    throw error;
  }
  return new EntryWriter(file, head.length + body.length);
}

/** Writes facts into the room that was left for them. */
export class EntryWriter {
  #file: number | undefined;
  #place: number;

  constructor(file: number, place: number) {
    this.#file = file;
    this.#place = place;
  }

  write(fact: Fact): void {
    if (this.#file === undefined) return;
    const text = JSON.stringify(fact);
    const line = Buffer.from(`${crc32(text).toString(16)} ${text}\n`);
    writeWhole(this.#file, line, this.#place);
    this.#place += line.length;
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

function writeWhole(file: number, bytes: Buffer, place: number): void {
  for (let written = 0; written < bytes.length;)
    written += writeSync(file, bytes, written, bytes.length - written, place + written);
}

/**
 * Reads a transaction's file. One that is not whole was cut off by a power failure, and then nothing of it lives. One that
 * another user wrote or could write is believed nothing: it would tell us what to undo. `undefined` where there is none.
 */
export function readEntry(path: string): ReadEntry | undefined {
  try {
    return readThere(path);
  } catch (error) {
    // Whoever works on it may rename it at any moment.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function readThere(path: string): ReadEntry {
  const { uid, mode } = lstatSync(path);
  const me = process.geteuid?.() ?? uid;
  if (uid !== me) return { kind: 'alien', why: `it belongs to user ${uid}` };
  if ((mode & 0o022) !== 0)
    return { kind: 'alien', why: `others can write it, its mode is ${(mode & 0o777).toString(8)}` };
  const bytes = readFileSync(path);
  const end = bytes.indexOf('\n');
  const header = end < 0 ? undefined : (parse(bytes.toString('utf8', 0, end)) as Header | undefined);
  if (typeof header?.v !== 'number') return { kind: 'torn', why: 'it has no header' };
  if (header.v !== VERSION) return { kind: 'alien', why: `it is of version ${header.v}` };
  const body = bytes.subarray(end + 1, end + 1 + header.bytes);
  if (createHash('sha256').update(body).digest('hex') !== header.sha256)
    return { kind: 'torn', why: 'its sum is wrong' };
  const intent = readIntent(body.toString('utf8'));
  if (!intent) return { kind: 'torn', why: 'it is no JSON' };
  return { kind: 'entry', header, intent, facts: readFacts(bytes.toString('utf8', end + 1 + header.bytes)) };
}

/** A fact that is torn is as one that was not written: what it is about is found without it. */
function readFacts(text: string): Fact[] {
  return text.split('\n').flatMap((line) => {
    const place = line.indexOf(' ');
    const body = line.slice(place + 1);
    const sum = line.slice(0, place);
    return sum !== '' && crc32(body).toString(16) === sum ? ((parse(body) as Fact | undefined) ?? []) : [];
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
