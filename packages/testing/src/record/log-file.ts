import { closeSync, constants, fchmodSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import type { LogEntry } from './log-entry.js';

/** Its owner alone may look into it: it says what a machine's network is like. */
const MODE = 0o600;
const NEWLINE = '\n'.charCodeAt(0);

/**
 * A file of JSON lines that only grows. A line is written at once and whole, so that a process that dies leaves at most
 * the last one torn; whoever goes on with the file begins a new line.
 */
export class LogFile {
  readonly #file: number;
  #left: number;

  /**
   * Opens a file, or makes it. A symbolic link in its place is refused, and so is what is no file: a device that everybody
   * uses is not to become its owner's alone.
   *
   * @param maxBytes - How large the file may become.
   */
  constructor(path: string | URL, maxBytes: number) {
    this.#file = openSync(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW, MODE);
    try {
      const stats = fstatSync(this.#file);
      if (!stats.isFile()) throw new Error(`${String(path)} is no regular file`);
      fchmodSync(this.#file, MODE);
      this.#left = maxBytes - stats.size;
      if (stats.size > 0 && this.#lastByte(stats.size) !== NEWLINE) this.#append('\n');
    } catch (error) {
      closeSync(this.#file);
      throw error;
    }
  }

  /** Writes a line; tells whether there was room for it. The entry that says that there is none always has room. */
  write(entry: LogEntry): boolean {
    const line = `${JSON.stringify(entry)}\n`;
    if (entry.entry !== 'full' && Buffer.byteLength(line) > this.#left) return false;
    this.#append(line);
    return true;
  }

  close(): void {
    closeSync(this.#file);
  }

  #append(text: string): void {
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length;) written += writeSync(this.#file, bytes, written);
    this.#left -= bytes.length;
  }

  #lastByte(size: number): number {
    const byte = Buffer.alloc(1);
    readSync(this.#file, byte, 0, 1, size - 1);
    return byte.readUInt8();
  }
}
