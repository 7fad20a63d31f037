import { LITTLE_ENDIAN } from './byte-order.js';
import { DecodeError } from './decode-error.js';
import { NLA_TYPE_MASK, align } from './layout.js';
import type { MessageReader } from './message-reader.js';

/**
 * The attributes of one level of a message, found by their type. One table is made for each kind of message and filled
 * again for every message, so that reading a dump of thousands makes no garbage. Types above `highest` are passed over:
 * a newer kernel sends attributes that are not known yet.
 */
export class AttributeTable {
  readonly #highest: number;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  #reader!: MessageReader;

  constructor(highest: number) {
    this.#highest = highest;
    this.#starts = new Int32Array(highest + 1);
    this.#ends = new Int32Array(highest + 1);
  }

  /** Reads the attributes between two positions. Of several of one type the last counts. */
  read(reader: MessageReader, start: number, end: number): this {
    this.#reader = reader;
    this.#starts.fill(-1);
    forEachAttribute(reader, start, end, (type, from, to) => {
      if (type > this.#highest) return;
      this.#starts[type] = from;
      this.#ends[type] = to;
    });
    return this;
  }

  /** Reads the attributes nested in one of another table; an absent one gives an empty table. */
  readNested(outer: AttributeTable, type: number): this {
    if (!outer.has(type)) {
      this.#reader = outer.#reader;
      this.#starts.fill(-1);
      return this;
    }
    return this.read(outer.#reader, outer.start(type), outer.end(type));
  }

  has(type: number): boolean {
    return this.#starts[type] !== -1;
  }

  start(type: number): number {
    return this.#starts[type] ?? -1;
  }

  end(type: number): number {
    return this.#ends[type] ?? -1;
  }

  get reader(): MessageReader {
    return this.#reader;
  }

  u8(type: number): number | undefined {
    const at = this.#at(type, 1);
    return at === -1 ? undefined : this.#reader.view.getUint8(at);
  }

  u16(type: number): number | undefined {
    const at = this.#at(type, 2);
    return at === -1 ? undefined : this.#reader.view.getUint16(at, LITTLE_ENDIAN);
  }

  /** A number in network order: ports and VLAN protocols. */
  networkU16(type: number): number | undefined {
    const at = this.#at(type, 2);
    return at === -1 ? undefined : this.#reader.view.getUint16(at, false);
  }

  u32(type: number): number | undefined {
    const at = this.#at(type, 4);
    return at === -1 ? undefined : this.#reader.view.getUint32(at, LITTLE_ENDIAN);
  }

  i32(type: number): number | undefined {
    const at = this.#at(type, 4);
    return at === -1 ? undefined : this.#reader.view.getInt32(at, LITTLE_ENDIAN);
  }

  /** A string, up to its first NUL or its end. */
  string(type: number): string | undefined {
    if (!this.has(type)) return undefined;
    return readString(this.#reader, this.start(type), this.end(type));
  }

  /** The bytes, as a view that the next receive overwrites. */
  bytes(type: number): Buffer | undefined {
    if (!this.has(type)) return undefined;
    return this.#reader.bytes.subarray(this.start(type), this.end(type));
  }

  #at(type: number, length: number): number {
    const start = this.#starts[type] ?? -1;
    if (start !== -1 && (this.#ends[type] ?? -1) - start < length) {
      throw new DecodeError(`attribute ${type} is shorter than ${length} bytes`);
    }
    return start;
  }
}

/** Calls back for each attribute between two positions, with where its value starts and ends. */
export function forEachAttribute(
  reader: MessageReader,
  start: number,
  end: number,
  visit: (type: number, start: number, end: number) => void,
): void {
  let at = start;
  while (at < end) {
    if (at + 4 > end) throw new DecodeError('an attribute header is cut short');
    const length = reader.view.getUint16(at, LITTLE_ENDIAN);
    if (length < 4 || at + length > end) throw new DecodeError('an attribute has a wrong length');
    visit(reader.view.getUint16(at + 2, LITTLE_ENDIAN) & NLA_TYPE_MASK, at + 4, at + length);
    at += align(length);
  }
}

/** Text between two positions, up to its first NUL. */
export function readString(reader: MessageReader, start: number, end: number): string {
  const nul = reader.bytes.indexOf(0, start);
  return reader.bytes.toString('utf8', start, nul === -1 || nul > end ? end : nul);
}
