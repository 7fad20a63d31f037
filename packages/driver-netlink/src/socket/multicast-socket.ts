import {
  AF_NETLINK,
  MSG_DONTWAIT,
  MSG_TRUNC,
  NETLINK_ADD_MEMBERSHIP,
  NETLINK_ROUTE,
  SOCK_CLOEXEC,
  SOCK_NONBLOCK,
  SOCK_RAW,
  SOL_NETLINK,
  SOL_SOCKET,
  SO_RCVBUF,
  SO_RCVBUFFORCE,
} from '../libc/constants.js';
import { errnoName } from '../libc/errno.js';
import { libc, type PollHandle } from '../libc/libc.js';
import { setOption } from '../libc/socket-option.js';
import { check } from '../libc/check.js';
import { SystemError } from '../libc/system-error.js';
import { LITTLE_ENDIAN } from '../wire/byte-order.js';
import { MessageReader } from '../wire/message-reader.js';

/** A notification is at most a few KiB. */
const RECEIVE_LENGTH = 64 * 1024;

/** `struct sockaddr_nl` with a port that the kernel chooses. */
const ADDRESS = Buffer.alloc(12);
new DataView(ADDRESS.buffer, ADDRESS.byteOffset).setUint16(0, AF_NETLINK, LITTLE_ENDIAN);

/** What a multicast socket heard: a datagram of messages, or that some were lost because its queue ran over. */
export type Heard = MessageReader | 'overrun';

/** A socket that hears of changes in the namespace that it was opened in. It sends nothing. */
export class MulticastSocket {
  readonly #fd: number;
  readonly #reader = new MessageReader(Buffer.alloc(RECEIVE_LENGTH));
  #handle: PollHandle | undefined;
  #callback: (() => void) | undefined;

  private constructor(fd: number) {
    this.#fd = fd;
  }

  /** Opens a socket in the namespace that the calling thread is in, as a member of the groups. */
  static open(groups: readonly number[], receiveBuffer: number): MulticastSocket {
    const type = SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK;
    const fd = check(libc().socket(AF_NETLINK, type, NETLINK_ROUTE), 'open a netlink socket');
    const socket = new MulticastSocket(fd);
    try {
      socket.growBuffer(receiveBuffer);
      // Without an address of its own it would have the kernel's, 0, and not be told what the kernel says itself.
      check(libc().bind(fd, ADDRESS, ADDRESS.length), 'bind a netlink socket');
      for (const group of groups) {
        if (setOption(fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group)) continue;
        throw new SystemError('hear of changes', errnoName(libc().errno()));
      }
    } catch (error) {
      socket.close();
      throw error;
    }
    return socket;
  }

  /** Makes the queue that large; beyond the system's limit (`net.core.rmem_max`) only with CAP_NET_ADMIN. */
  growBuffer(bytes: number): void {
    if (!setOption(this.#fd, SOL_SOCKET, SO_RCVBUFFORCE, bytes)) setOption(this.#fd, SOL_SOCKET, SO_RCVBUF, bytes);
  }

  /** Calls back in this thread whenever there is something to {@link receive}. */
  onReadable(callback: () => void): void {
    this.#callback = callback;
    this.#handle?.close();
    this.#handle = libc().watch(this.#fd, { readable: true }, callback);
  }

  /** The next thing heard; nothing where there is none yet. */
  receive(): Heard | undefined {
    for (;;) {
      const length = libc().recv(this.#fd, this.#reader.bytes, RECEIVE_LENGTH, MSG_DONTWAIT | MSG_TRUNC);
      if (length >= 0) return this.#reader.reset(length);
      const errno = errnoName(libc().errno());
      if (errno === 'EAGAIN') return undefined;
      if (errno === 'ENOBUFS') {
        // libuv takes the socket's error for a broken descriptor, tells once, and looks no more (uv__poll_io).
        if (this.#callback !== undefined) this.onReadable(this.#callback);
        return 'overrun';
      }
      if (errno !== 'EINTR') throw new SystemError('hear of changes', errno);
    }
  }

  close(): void {
    this.#handle?.close();
    libc().close(this.#fd);
  }
}
