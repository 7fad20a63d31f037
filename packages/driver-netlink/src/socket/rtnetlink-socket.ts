import {
  AF_NETLINK,
  MSG_DONTWAIT,
  MSG_TRUNC,
  NETLINK_CAP_ACK,
  NETLINK_EXT_ACK,
  NETLINK_GET_STRICT_CHK,
  NETLINK_ROUTE,
  SOCK_CLOEXEC,
  SOCK_RAW,
  SOL_NETLINK,
} from '../libc/constants.js';
import { errnoName } from '../libc/errno.js';
import { libc } from '../libc/libc.js';
import { setOption } from '../libc/socket-option.js';
import { check } from '../libc/check.js';
import { SystemError } from '../libc/system-error.js';
import { NLMSG_DONE, NLMSG_ERROR, NLM_F_DUMP_INTR } from '../wire/constant/nlm.js';
import { MessageReader } from '../wire/message-reader.js';
import type { MessageWriter } from '../wire/message-writer.js';
import { DONE, LOST, type Ack } from './ack.js';
import type { DumpListener, RequestSocket } from './request-socket.js';
import { readAck } from './extended-ack.js';

/** One dump is at most 32 KiB a read; a single message of a link with many virtual functions can be longer. */
const RECEIVE_LENGTH = 256 * 1024;

/** How often a dump is begun again because the tables changed while it ran. */
const DUMP_ATTEMPTS = 32;

/** Every socket of a thread reads into the same buffer: a read is finished before the next one begins. */
let reader: MessageReader | undefined;

/**
 * A request socket in one network namespace. The kernel carries a request out inside the call that sends it, and queues
 * its answers before that call returns, so nothing here ever waits.
 */
export class RtnetlinkSocket implements RequestSocket {
  readonly fd: number;
  #sequence = 0;

  private constructor(fd: number) {
    this.fd = fd;
  }

  /** Opens a socket in the namespace that the calling thread is in. It stays there wherever the thread goes. */
  static open(): RtnetlinkSocket {
    const fd = check(libc().socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE), 'open a netlink socket');
    // Each of these is a nicety that an old kernel may lack: texts, filtered dumps, short answers.
    setOption(fd, SOL_NETLINK, NETLINK_EXT_ACK, 1);
    setOption(fd, SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1);
    setOption(fd, SOL_NETLINK, NETLINK_CAP_ACK, 1);
    // Its queue is left as it is: the most that is asked for at once is 128 answers, and the default size holds 256.
    return new RtnetlinkSocket(fd);
  }

  /** A socket that another thread has opened. */
  static adopt(fd: number): RtnetlinkSocket {
    return new RtnetlinkSocket(fd);
  }

  /**
   * Sends the messages of the writer in one call and gives the kernel's answer to each, in their order. Only the last asks
   * for one: errors are told unasked, so all before it that were not refused were done, unless an answer was lost.
   */
  request(writer: MessageWriter): readonly Ack[] {
    const { starts } = writer;
    const count = starts.length;
    for (let at = 0; at + 1 < count; at += 1) writer.unacknowledged(starts[at] ?? 0);
    let first: number;
    try {
      first = this.#send(writer);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      // The call failed as a whole: the kernel has carried out none of them.
      return starts.map(() => ({ status: 'failed', errno: error.errno }));
    }
    if (count === 1) return [this.#answerTo(first)];
    const answers: (Ack | undefined)[] = starts.map(() => undefined);
    const isComplete = this.#receiveAnswers(answers, first);
    return answers.map((answer) => answer ?? (isComplete ? DONE : LOST));
  }

  ask(writer: MessageWriter, visit?: (reader: MessageReader) => void): Ack {
    return this.#answerTo(this.#send(writer), writer.isAcknowledged, visit);
  }

  /**
   * Runs the dump that the writer asks for. Where the tables changed meanwhile it is run again, so that the result is
   * what the kernel had at one time.
   *
   * @throws {@link SystemError} with the kernel's error, or EINTR where the tables never held still.
   */
  dump<T>(writer: MessageWriter, decode: (reader: MessageReader) => T | undefined): T[] {
    let result: T[] = [];
    this.stream(writer, {
      begin() {
        result = [];
      },
      take(messages) {
        while (messages.next()) {
          const value = messages.isControl ? undefined : decode(messages);
          if (value !== undefined) result.push(value);
        }
      },
    });
    return result;
  }

  stream(writer: MessageWriter, listener: DumpListener): void {
    for (let attempt = 0; attempt < DUMP_ATTEMPTS; attempt += 1) {
      listener.begin();
      if (this.#streamOnce(writer, listener)) return;
    }
    throw new SystemError('read the state', 'EINTR', `interrupted by changes ${DUMP_ATTEMPTS} times`);
  }

  close(): void {
    libc().close(this.fd);
  }

  /** Whether it came in one piece. */
  #streamOnce(writer: MessageWriter, listener: DumpListener): boolean {
    const sequence = this.#send(writer);
    let isWhole = true;
    for (let isOver = false; !isOver;) {
      const received = receive(this.fd);
      if (received === undefined) throw new SystemError('read the state', 'EAGAIN', 'the dump has no end');
      while (received.next()) {
        // What is left of an earlier dump is a datagram of its own.
        if (received.sequence !== sequence) break;
        if ((received.flags & NLM_F_DUMP_INTR) !== 0) isWhole = false;
        if (received.type !== NLMSG_DONE && received.type !== NLMSG_ERROR) continue;
        const ack = readAck(received);
        if (ack.status === 'failed') throw new SystemError('read the state', ack.errno, ack.message);
        isOver = true;
      }
      if (received.sequence === sequence) listener.take(received.rewind());
    }
    return isWhole;
  }

  /** Receives up to the acknowledgement of a message, or where it asks for none, up to what it asks for. */
  #answerTo(sequence: number, isAcknowledged = true, visit?: (reader: MessageReader) => void): Ack {
    for (;;) {
      const received = receive(this.fd);
      if (received === undefined) return LOST;
      let isAnswered = false;
      while (received.next()) {
        if (received.sequence !== sequence) continue;
        if (received.type === NLMSG_ERROR) return readAck(received);
        visit?.(received);
        isAnswered = !isAcknowledged;
      }
      if (isAnswered) return DONE;
    }
  }

  /** Collects answers up to that of the last message; `false` where one was lost. */
  #receiveAnswers(answers: (Ack | undefined)[], first: number): boolean {
    let isComplete = true;
    while (answers.at(-1) === undefined) {
      const received = receive(this.fd, () => {
        isComplete = false;
      });
      if (received === undefined) return false;
      while (received.next()) {
        const at = (received.sequence - first) >>> 0;
        if (at < answers.length && received.type === NLMSG_ERROR) answers[at] = readAck(received);
      }
    }
    return isComplete;
  }

  /** Numbers the messages, sends them, and returns the number of the first. */
  #send(writer: MessageWriter): number {
    const first = (this.#sequence + 1) >>> 0;
    for (const start of writer.starts) {
      this.#sequence = (this.#sequence + 1) >>> 0;
      writer.number(start, this.#sequence);
    }
    let sent: number;
    do sent = libc().send(this.fd, writer.bytes, writer.length, 0);
    while (sent === -1 && errnoName(libc().errno()) === 'EINTR');
    check(sent, 'send a netlink message');
    return first;
  }
}

/** The next datagram, or nothing where there is none. Is told where the kernel dropped answers before it. */
function receive(fd: number, onLoss?: () => void): MessageReader | undefined {
  reader ??= new MessageReader(Buffer.alloc(RECEIVE_LENGTH));
  for (;;) {
    const length = libc().recv(fd, reader.bytes, RECEIVE_LENGTH, MSG_DONTWAIT | MSG_TRUNC);
    if (length >= 0) return reader.reset(length);
    const errno = errnoName(libc().errno());
    if (errno === 'EAGAIN') return undefined;
    if (errno === 'ENOBUFS') onLoss?.();
    else if (errno !== 'EINTR') throw new SystemError('receive a netlink message', errno);
  }
}
