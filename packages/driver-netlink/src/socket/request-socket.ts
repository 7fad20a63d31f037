import type { MessageReader } from '../wire/message-reader.js';
import type { MessageWriter } from '../wire/message-writer.js';
import type { Ack } from './ack.js';

/** Requests to the kernel and its answers, in one network namespace. */
export interface RequestSocket {
  readonly fd: number;
  /** Sends the messages of the writer together and gives the kernel's answer to each. */
  request(writer: MessageWriter): readonly Ack[];
  /**
   * As {@link request} for a writer with one message. What is got by it is visited before; where the message asks for no
   * acknowledgement, that is the answer.
   */
  ask(writer: MessageWriter, visit?: (reader: MessageReader) => void): Ack;
  /** Runs the dump that the writer asks for, as often as it takes to get it in one piece. */
  dump<T>(writer: MessageWriter, decode: (reader: MessageReader) => T | undefined): T[];
  /** As {@link dump}, for one who takes what comes as it comes. */
  stream(writer: MessageWriter, listener: DumpListener): void;
  close(): void;
}

/** Hears a dump as it comes. */
export interface DumpListener {
  /** The dump begins, or begins anew: what was taken before is void. */
  begin(): void;
  /**
   * Takes a datagram of the dump's messages; the last has the end of it as well ({@link MessageReader.isControl}). The
   * bytes are the reader's until the call returns, in which no other request may be made.
   */
  take(messages: MessageReader): void;
}
