import { randomInt } from 'node:crypto';
import {
  AF_INET,
  IPPROTO_ICMP,
  IPPROTO_ICMPV6,
  IPV6_RECVERR,
  IP_RECVERR,
  MSG_DONTWAIT,
  SOCK_CLOEXEC,
  SOCK_RAW,
  SOL_IP,
  SOL_IPV6,
} from '../libc/constants.js';
import { errnoName } from '../libc/errno.js';
import { libc } from '../libc/libc.js';
import { setOption } from '../libc/socket-option.js';
import { check } from '../libc/check.js';
import { SystemError } from '../libc/system-error.js';
import { awaitEvent } from './await-event.js';
import { echoRequest, isEchoReply } from './echo.js';
import { socketAddress } from './socket-address.js';

/** Sends one echo request and waits for its answer. `inside` runs what it is given with the thread in the namespace. */
export async function probeIcmp(
  address: string,
  signal: AbortSignal,
  inside: (open: () => number) => number,
): Promise<void> {
  const to = socketAddress(address, 0);
  const family = to.family === AF_INET ? 'inet' : 'inet6';
  const protocol = family === 'inet' ? IPPROTO_ICMP : IPPROTO_ICMPV6;
  const fd = inside(() => check(libc().socket(to.family, SOCK_RAW | SOCK_CLOEXEC, protocol), 'open an ICMP socket'));
  try {
    // Connected, it hears of nobody else; and what a router or the neighbour table answers comes as an error.
    setOption(fd, family === 'inet' ? SOL_IP : SOL_IPV6, family === 'inet' ? IP_RECVERR : IPV6_RECVERR, 1);
    check(libc().connect(fd, to.bytes, to.bytes.length), `reach ${address}`);
    const id = randomInt(0x10000);
    const request = echoRequest(family, id);
    check(libc().send(fd, request, request.length, MSG_DONTWAIT), `send to ${address}`);
    await awaitEvent(fd, { readable: true }, signal, () => receiveReply(fd, family, id));
  } finally {
    libc().close(fd);
  }
}

const received = Buffer.alloc(2048);

function receiveReply(fd: number, family: 'inet' | 'inet6', id: number): true | undefined {
  for (;;) {
    const length = libc().recv(fd, received, received.length, MSG_DONTWAIT);
    if (length === -1) {
      const errno = errnoName(libc().errno());
      if (errno === 'EAGAIN') return undefined;
      throw new SystemError('wait for the answer', errno);
    }
    if (isEchoReply(family, received.subarray(0, length), id)) return true;
  }
}
