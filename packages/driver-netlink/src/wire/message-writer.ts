import { LITTLE_ENDIAN } from './byte-order.js';
import { NLM_F_ACK } from './constant/nlm.js';
import { HEADER_LENGTH, NLA_F_NESTED, align } from './layout.js';

/**
 * Writes netlink messages one behind another into one buffer that is used again and again. Everything is aligned to four
 * bytes, and padding is written as zeros, which strict checking in the kernel asks for. So whole words are written where
 * that is possible, which are in the byte order of the machine as netlink is: a view that is told the order for each number
 * is several times slower until it is compiled, and few processes send so many messages.
 */
export class MessageWriter {
  #bytes: Buffer;
  #words: Uint32Array;
  #start = 0;
  #end = 0;
  readonly #starts: number[] = [];

  constructor(size = 4096) {
    // Not of Node's pool: it is to begin on a word.
    this.#bytes = Buffer.from(new ArrayBuffer(align(size)));
    this.#words = wordsOf(this.#bytes);
  }

  /** The buffer; the first {@link length} bytes are the messages. Valid until the next write. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  get length(): number {
    return this.#end;
  }

  /** Where each message starts. */
  get starts(): readonly number[] {
    return this.#starts;
  }

  /** The bytes of one message, by its place. Valid until the next write. */
  message(place: number): Buffer {
    return this.#bytes.subarray(this.#starts[place], this.#starts[place + 1] ?? this.#end);
  }

  clear(): void {
    this.keep(0);
  }

  /** Takes back all messages but the first so many. */
  keep(count: number): void {
    this.#end = this.#starts[count] ?? this.#end;
    this.#starts.length = Math.min(count, this.#starts.length);
  }

  /** Begins a message; {@link finish} ends it. */
  begin(type: number, flags: number): this {
    this.#start = this.#end;
    this.#starts.push(this.#start);
    const at = this.#reserve(HEADER_LENGTH) >> 2;
    this.#words[at] = 0;
    this.#words[at + 1] = halves(type, flags);
    this.#words[at + 2] = 0;
    this.#words[at + 3] = 0;
    return this;
  }

  /** Ends the message that was begun last: writes its length into its header. */
  finish(): void {
    this.#words[this.#start >> 2] = this.#end - this.#start;
  }

  /** Writes the sequence number of the message that starts there. */
  number(start: number, sequence: number): void {
    this.#words[(start >> 2) + 2] = sequence;
  }

  /** The first message asks for an acknowledgement. */
  get isAcknowledged(): boolean {
    return ((this.#words[1] ?? 0) & ACKNOWLEDGE) !== 0;
  }

  /** Asks for no answer to the message that starts there, unless it is refused. */
  unacknowledged(start: number): void {
    const at = (start >> 2) + 1;
    this.#words[at] = (this.#words[at] ?? 0) & ~ACKNOWLEDGE;
  }

  u8(value: number): this {
    this.#bytes[this.#reserve(1)] = value;
    return this;
  }

  u16(value: number): this {
    const at = this.#reserve(2);
    this.#bytes[at] = LITTLE_ENDIAN ? value : value >> 8;
    this.#bytes[at + 1] = LITTLE_ENDIAN ? value >> 8 : value;
    return this;
  }

  /** A number that begins on a multiple of four, as all of them do in netlink. */
  u32(value: number): this {
    this.#words[this.#reserve(4) >> 2] = value;
    return this;
  }

  attributeU8(type: number, value: number): this {
    const at = this.#attribute(type, 1);
    this.#bytes[at] = value;
    return this;
  }

  attributeU16(type: number, value: number): this {
    const at = this.#attribute(type, 2);
    this.#words[at >> 2] = halves(value, 0);
    return this;
  }

  attributeU32(type: number, value: number): this {
    const at = this.#attribute(type, 4);
    this.#words[at >> 2] = value;
    return this;
  }

  attributeBytes(type: number, value: Uint8Array): this {
    const at = this.#attribute(type, value.length);
    this.#bytes.set(value, at);
    return this;
  }

  /** A string with its closing NUL. */
  attributeString(type: number, value: string): this {
    const length = Buffer.byteLength(value);
    const at = this.#attribute(type, length + 1);
    if (length === value.length)
      for (let index = 0; index < length; index += 1) this.#bytes[at + index] = value.charCodeAt(index);
    else this.#bytes.write(value, at, 'utf8');
    return this;
  }

  /** Begins an attribute that holds attributes; pass what it returns to {@link endNest}. */
  nest(type: number): number {
    return this.nestPlain(type | NLA_F_NESTED);
  }

  /** As {@link nest}, without the flag that says so: for families older than the flag. */
  nestPlain(type: number): number {
    return this.#attribute(type, 0) - ATTRIBUTE_HEADER_LENGTH;
  }

  endNest(at: number): this {
    this.#words[at >> 2] = ((this.#words[at >> 2] ?? 0) & halves(0, 0xffff)) | halves(this.#end - at, 0);
    return this;
  }

  /** Fills up to the next multiple of four with zeros. */
  pad(): this {
    while (this.#end % 4 !== 0) this.u8(0);
    return this;
  }

  /** Writes the header of an attribute, makes room for a value of so many bytes, padded, and says where it goes. */
  #attribute(type: number, length: number): number {
    const room = align(length);
    const at = this.#reserve(ATTRIBUTE_HEADER_LENGTH + room);
    this.#words[at >> 2] = halves(ATTRIBUTE_HEADER_LENGTH + length, type);
    if (room > 0) this.#words[(at + room) >> 2] = 0;
    return at + ATTRIBUTE_HEADER_LENGTH;
  }

  #reserve(length: number): number {
    const at = this.#end;
    this.#end += length;
    if (this.#end > this.#bytes.length) this.#grow(this.#end);
    return at;
  }

  #grow(needed: number): void {
    const bytes = Buffer.from(new ArrayBuffer(align(Math.max(needed, this.#bytes.length * 2))));
    this.#bytes.copy(bytes);
    this.#bytes = bytes;
    this.#words = wordsOf(bytes);
  }
}

/** `struct nlattr`: length and type. */
const ATTRIBUTE_HEADER_LENGTH = 4;

function wordsOf(bytes: Buffer): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
}

/** The word that two numbers of 16 bits make, one behind the other. */
function halves(first: number, second: number): number {
  return LITTLE_ENDIAN ? first | (second << 16) : (first << 16) | second;
}

/** NLM_F_ACK in the word of a header that has type and flags. */
const ACKNOWLEDGE = halves(0, NLM_F_ACK);
