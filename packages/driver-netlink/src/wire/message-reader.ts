import { LITTLE_ENDIAN } from './byte-order.js';
import { NLMSG_MIN_TYPE } from './constant/nlm.js';
import { DecodeError } from './decode-error.js';
import { HEADER_LENGTH, align } from './layout.js';

/**
 * Bytes that came from the kernel, and a cursor over the messages in them. Every read is checked against the length of
 * what was received, never against the buffer's.
 */
export class MessageReader {
  readonly bytes: Buffer;
  readonly view: DataView;
  /** Where the current message's body starts and ends. */
  body = 0;
  end = 0;
  type = 0;
  flags = 0;
  sequence = 0;
  #start = 0;
  #next = 0;
  #length = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Starts over with the first `length` bytes of the buffer. */
  reset(length: number): this {
    return this.between(0, length);
  }

  /** Starts over with the messages between two places in the buffer. */
  between(start: number, end: number): this {
    this.#start = start;
    this.#next = start;
    this.#length = Math.min(end, this.bytes.length);
    return this;
  }

  /** The message is netlink's own: the end of a dump, or an answer. */
  get isControl(): boolean {
    return this.type < NLMSG_MIN_TYPE;
  }

  /** Goes back to before the first message. */
  rewind(): this {
    this.#next = this.#start;
    return this;
  }

  /** All the messages, as a view. */
  get messages(): Uint8Array {
    return this.bytes.subarray(this.#start, this.#length);
  }

  /** Moves to the next message; `false` at the end. */
  next(): boolean {
    const start = this.#next;
    if (start >= this.#length) return false;
    if (start + HEADER_LENGTH > this.#length) throw new DecodeError('a message header is cut short');
    const length = this.view.getUint32(start, LITTLE_ENDIAN);
    if (length < HEADER_LENGTH || start + length > this.#length) throw new DecodeError('a message has a wrong length');
    this.type = this.view.getUint16(start + 4, LITTLE_ENDIAN);
    this.flags = this.view.getUint16(start + 6, LITTLE_ENDIAN);
    this.sequence = this.view.getUint32(start + 8, LITTLE_ENDIAN);
    this.body = start + HEADER_LENGTH;
    this.end = start + length;
    this.#next = start + align(length);
    return true;
  }

  /** Checks that the message has a fixed part of so many bytes, and returns where its attributes start. */
  fixedPart(length: number): number {
    if (this.body + length > this.end) throw new DecodeError('a message is shorter than its fixed part');
    return this.body + align(length);
  }

  /** Numbers of the fixed part, by their offset in it; {@link fixedPart} has checked that they are there. */
  u8(offset: number): number {
    return this.view.getUint8(this.body + offset);
  }

  u16(offset: number): number {
    return this.view.getUint16(this.body + offset, LITTLE_ENDIAN);
  }

  u32(offset: number): number {
    return this.view.getUint32(this.body + offset, LITTLE_ENDIAN);
  }

  i32(offset: number): number {
    return this.view.getInt32(this.body + offset, LITTLE_ENDIAN);
  }
}
