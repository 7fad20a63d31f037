import { SOCK_CLOEXEC, SOCK_NONBLOCK, SOCK_STREAM, SOL_SOCKET, SO_ERROR } from '../libc/constants.js';
import { errnoName } from '../libc/errno.js';
import { libc } from '../libc/libc.js';
import { getOption } from '../libc/socket-option.js';
import { check } from '../libc/check.js';
import { SystemError } from '../libc/system-error.js';
import { LITTLE_ENDIAN } from '../wire/byte-order.js';
import { awaitEvent } from './await-event.js';
import { socketAddress } from './socket-address.js';

/** Opens a TCP connection and closes it. `inside` runs what it is given with the thread in the namespace. */
export async function probeTcp(
  address: string,
  port: number,
  signal: AbortSignal,
  inside: (open: () => number) => number,
): Promise<void> {
  const to = socketAddress(address, port);
  const fd = inside(() =>
    check(libc().socket(to.family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), 'open a TCP socket'),
  );
  try {
    if (libc().connect(fd, to.bytes, to.bytes.length) === 0) return;
    const errno = errnoName(libc().errno());
    if (errno !== 'EINPROGRESS') throw new SystemError('connect', errno);
    await awaitEvent(fd, { writable: true }, signal, () => connected(fd));
  } finally {
    libc().close(fd);
  }
}

/** What became of a connection that was under way. */
function connected(fd: number): true {
  const bytes = getOption(fd, SOL_SOCKET, SO_ERROR, 4);
  const errno = bytes === undefined ? 0 : LITTLE_ENDIAN ? bytes.readInt32LE() : bytes.readInt32BE();
  if (errno !== 0) throw new SystemError('connect', errnoName(errno));
  return true;
}
