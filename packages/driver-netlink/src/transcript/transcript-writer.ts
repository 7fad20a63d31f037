import { DUMP_NAMES, type DumpName } from '../read/dumps.js';
import type { NamespaceFacts, StateListener } from '../read/state-listener.js';
import { LITTLE_ENDIAN } from '../wire/byte-order.js';
import { align } from '../wire/layout.js';
import type { MessageReader } from '../wire/message-reader.js';
import { FACTS, FRAME_HEADER_LENGTH, MESSAGES } from './frame.js';

/** Large enough that few go over, and small enough that the other side begins early, and is never long about one. */
const PIECE_LENGTH = 64 * 1024;

/** Writes a transcript, and sends it piece by piece. A piece is given away: its memory goes with it. */
export class TranscriptWriter implements StateListener {
  readonly #send: (piece: Uint8Array<ArrayBuffer>) => void;
  #bytes = Buffer.alloc(0);
  #length = 0;

  constructor(send: (piece: Uint8Array<ArrayBuffer>) => void) {
    this.#send = send;
  }

  begin(dump: DumpName): void {
    this.#frame(DUMP_NAMES.indexOf(dump), 0);
  }

  take(messages: MessageReader): void {
    const bytes = messages.messages;
    const at = this.#frame(MESSAGES, bytes.length);
    this.#bytes.set(bytes, at);
  }

  end(facts: NamespaceFacts): void {
    const text = JSON.stringify(facts);
    const at = this.#frame(FACTS, Buffer.byteLength(text));
    this.#bytes.write(text, at, 'utf8');
  }

  /** Sends what has not been sent. */
  flush(): void {
    if (this.#length > 0) this.#send(new Uint8Array(this.#bytes.buffer, 0, this.#length));
    this.#bytes = Buffer.alloc(0);
    this.#length = 0;
  }

  /** Makes room for a frame, and says where its content goes. */
  #frame(tag: number, length: number): number {
    const needed = FRAME_HEADER_LENGTH + align(length);
    if (this.#length + needed > this.#bytes.length) {
      this.flush();
      // Not of Node's pool, which is not to be given away.
      this.#bytes = Buffer.allocUnsafeSlow(Math.max(PIECE_LENGTH, needed));
    }
    const at = this.#length;
    writeU32(this.#bytes, at, FRAME_HEADER_LENGTH + length);
    writeU32(this.#bytes, at + 4, tag);
    this.#length += needed;
    return at + FRAME_HEADER_LENGTH;
  }
}

function writeU32(bytes: Buffer, at: number, value: number): void {
  if (LITTLE_ENDIAN) bytes.writeUInt32LE(value, at);
  else bytes.writeUInt32BE(value, at);
}
