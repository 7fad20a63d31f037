import { LITTLE_ENDIAN } from './byte-order.js';
import { DecodeError } from './decode-error.js';
import { formatIp } from './ip-address.js';
import { NLA_TYPE_MASK, align } from './layout.js';
import { formatMac } from './mac-address.js';
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
  /** In which reading each type was found, so that the others need not be wiped out. */
  readonly #seen: Int32Array;
  #reading = 0;
  #reader!: MessageReader;

  constructor(highest: number) {
    this.#highest = highest;
    this.#starts = new Int32Array(highest + 1);
    this.#ends = new Int32Array(highest + 1);
    this.#seen = new Int32Array(highest + 1);
  }

  /** Reads the attributes between two positions. Of several of one type the last counts. */
  read(reader: MessageReader, start: number, end: number): this {
    this.#begin(reader);
    const { view } = reader;
    for (let at = start; at < end;) {
      const length = attributeLength(view, at, end);
      const type = view.getUint16(at + 2, LITTLE_ENDIAN) & NLA_TYPE_MASK;
      if (type <= this.#highest) {
        this.#starts[type] = at + 4;
        this.#ends[type] = at + length;
        this.#seen[type] = this.#reading;
      }
      at += align(length);
    }
    return this;
  }

  /** Reads the attributes nested in one of another table; an absent one gives an empty table. */
  readNested(outer: AttributeTable, type: number): this {
    if (outer.has(type)) return this.read(outer.#reader, outer.start(type), outer.end(type));
    this.#begin(outer.#reader);
    return this;
  }

  has(type: number): boolean {
    return this.#seen[type] === this.#reading;
  }

  start(type: number): number {
    return this.has(type) ? (this.#starts[type] ?? -1) : -1;
  }

  end(type: number): number {
    return this.#ends[type] ?? -1;
  }

  u8(type: number): number | undefined {
    const at = this.#at(type, 1);
    return at === -1 ? undefined : this.#reader.view.getUint8(at);
  }

  u16(type: number): number | undefined {
    const at = this.#at(type, 2);
    return at === -1 ? undefined : this.#reader.view.getUint16(at, LITTLE_ENDIAN);
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

  /** A string of which the next message probably has the same: of a few that come again and again. */
  word(type: number): string | undefined {
    if (!this.has(type)) return undefined;
    return readWord(this.#reader, this.start(type), this.end(type));
  }

  /** A hardware address. */
  mac(type: number): string | undefined {
    return this.has(type) ? formatMac(this.#reader.bytes, this.start(type), this.end(type)) : undefined;
  }

  /** An IP address; nothing either where it has neither 4 nor 16 bytes. */
  ip(type: number): string | undefined {
    return this.has(type) ? formatIp(this.#reader.bytes, this.start(type), this.end(type)) : undefined;
  }

  /** The bytes, as a view that the next receive overwrites. */
  bytes(type: number): Buffer | undefined {
    if (!this.has(type)) return undefined;
    return this.#reader.bytes.subarray(this.start(type), this.end(type));
  }

  #begin(reader: MessageReader): void {
    this.#reader = reader;
    this.#reading += 1;
    // As far as small integers go, which are faster than larger ones.
    if (this.#reading < MOST_READINGS) return;
    this.#seen.fill(0);
    this.#reading = 1;
  }

  #at(type: number, length: number): number {
    const start = this.start(type);
    if (start !== -1 && (this.#ends[type] ?? -1) - start < length) {
      throw new DecodeError(`attribute ${type} is shorter than ${length} bytes`);
    }
    return start;
  }
}

const MOST_READINGS = 2 ** 30;

/** Calls back for each attribute between two positions, with where its value starts and ends. */
export function forEachAttribute(
  reader: MessageReader,
  start: number,
  end: number,
  visit: (type: number, start: number, end: number) => void,
): void {
  for (let at = start; at < end;) {
    const length = attributeLength(reader.view, at, end);
    visit(reader.view.getUint16(at + 2, LITTLE_ENDIAN) & NLA_TYPE_MASK, at + 4, at + length);
    at += align(length);
  }
}

/** The length of the attribute there, checked against the end of those that it is one of. */
function attributeLength(view: DataView, at: number, end: number): number {
  if (at + 4 > end) throw new DecodeError('an attribute header is cut short');
  const length = view.getUint16(at, LITTLE_ENDIAN);
  if (length < 4 || at + length > end) throw new DecodeError('an attribute has a wrong length');
  return length;
}

/** Text between two positions, up to its first NUL. */
export function readString(reader: MessageReader, start: number, end: number): string {
  const { bytes } = reader;
  let at = start;
  while (at < end && bytes[at] !== 0) at += 1;
  return bytes.toString('utf8', start, at);
}

/** Words that were read before, each at a place that is made from its length and two of its letters. */
const words: (string | undefined)[] = Array.from({ length: 64 });

/** As {@link readString}, without making a text anew that was read before. */
function readWord(reader: MessageReader, start: number, end: number): string {
  const { bytes } = reader;
  const length = (bytes[end - 1] === 0 ? end - 1 : end) - start;
  const place = (length * 17 + (bytes[start] ?? 0) * 5 + (bytes[start + length - 1] ?? 0)) % words.length;
  const known = words[place];
  if (known !== undefined && isAt(known, bytes, start, length)) return known;
  return (words[place] = readString(reader, start, end));
}

/** Only a text of ASCII has as many characters as bytes, and the same numbers. */
function isAt(text: string, bytes: Uint8Array, start: number, length: number): boolean {
  if (text.length !== length) return false;
  for (let index = 0; index < length; index += 1) if (text.charCodeAt(index) !== bytes[start + index]) return false;
  return true;
}
