import { LITTLE_ENDIAN } from './byte-order.js';
import { NLM_F_ACK } from './constant/nlm.js';
import { NLA_F_NESTED, align } from './layout.js';

/**
 * Writes netlink messages one behind another into one buffer that is used again and again. Everything is aligned to four
 * bytes, and padding is written as zeros, which strict checking in the kernel asks for.
 */
export class MessageWriter {
  #bytes: Buffer;
  #view: DataView;
  #start = 0;
  #end = 0;
  readonly #starts: number[] = [];

  constructor(size = 4096) {
    this.#bytes = Buffer.alloc(size);
    this.#view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, size);
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
    this.u32(0).u16(type).u16(flags).u32(0).u32(0);
    return this;
  }

  /** Ends the message that was begun last: writes its length into its header. */
  finish(): void {
    this.#view.setUint32(this.#start, this.#end - this.#start, LITTLE_ENDIAN);
  }

  /** Writes the sequence number of the message that starts there. */
  number(start: number, sequence: number): void {
    this.#view.setUint32(start + 8, sequence, LITTLE_ENDIAN);
  }

  /** The first message asks for an acknowledgement. */
  get isAcknowledged(): boolean {
    return (this.#view.getUint16(6, LITTLE_ENDIAN) & NLM_F_ACK) !== 0;
  }

  /** Asks for no answer to the message that starts there, unless it is refused. */
  unacknowledged(start: number): void {
    this.#view.setUint16(start + 6, this.#view.getUint16(start + 6, LITTLE_ENDIAN) & ~NLM_F_ACK, LITTLE_ENDIAN);
  }

  u8(value: number): this {
    const at = this.#reserve(1);
    this.#view.setUint8(at, value);
    return this;
  }

  u16(value: number): this {
    const at = this.#reserve(2);
    this.#view.setUint16(at, value, LITTLE_ENDIAN);
    return this;
  }

  u32(value: number): this {
    const at = this.#reserve(4);
    this.#view.setUint32(at, value, LITTLE_ENDIAN);
    return this;
  }

  attributeU8(type: number, value: number): this {
    return this.#attribute(type, 1).u8(value).pad();
  }

  attributeU16(type: number, value: number): this {
    return this.#attribute(type, 2).u16(value).pad();
  }

  attributeU32(type: number, value: number): this {
    return this.#attribute(type, 4).u32(value);
  }

  attributeBytes(type: number, value: Uint8Array): this {
    this.#attribute(type, value.length);
    const at = this.#reserve(value.length);
    this.#bytes.set(value, at);
    return this.pad();
  }

  /** A string with its closing NUL. */
  attributeString(type: number, value: string): this {
    const length = Buffer.byteLength(value);
    this.#attribute(type, length + 1);
    const at = this.#reserve(length + 1);
    this.#bytes.write(value, at, 'utf8');
    this.#bytes[at + length] = 0;
    return this.pad();
  }

  /** Begins an attribute that holds attributes; pass what it returns to {@link endNest}. */
  nest(type: number): number {
    return this.nestPlain(type | NLA_F_NESTED);
  }

  /** As {@link nest}, without the flag that says so: for families older than the flag. */
  nestPlain(type: number): number {
    const at = this.#end;
    this.#attribute(type, 0);
    return at;
  }

  endNest(at: number): this {
    this.#view.setUint16(at, this.#end - at, LITTLE_ENDIAN);
    return this;
  }

  #attribute(type: number, length: number): this {
    return this.u16(4 + length).u16(type);
  }

  /** Fills up to the next multiple of four with zeros. */
  pad(): this {
    const padded = align(this.#end);
    if (padded > this.#bytes.length) this.#grow(padded);
    while (this.#end < padded) this.#bytes[this.#end++] = 0;
    return this;
  }

  #reserve(length: number): number {
    const at = this.#end;
    this.#end += length;
    if (this.#end > this.#bytes.length) this.#grow(this.#end);
    return at;
  }

  #grow(needed: number): void {
    const bytes = Buffer.alloc(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(bytes);
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }
}
