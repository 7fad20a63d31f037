import { mayTryKind, PermissionError } from '@netloom/core/driver';
import { CLONE_NEWNET } from '../libc/constants.js';
import { errnoName } from '../libc/errno.js';
import { libc } from '../libc/libc.js';
import { SystemError } from '../libc/system-error.js';
import { NO_FLAGS, writeLinkHeader } from '../message/link-header.js';
import { goHome } from '../namespace/enter.js';
import { RtnetlinkSocket } from '../socket/rtnetlink-socket.js';
import { IFLA_NEW_IFINDEX } from '../wire/constant/ifla.js';
import { DO } from '../wire/constant/nlm.js';
import { RTM_SETLINK } from '../wire/constant/rtm.js';
import type { Session } from './session.js';
import { writeLinkAdd } from '../message/link-add-message.js';

/** Capabilities as they can be sent to another thread. */
export interface PlainCapabilities {
  readonly linkKinds: readonly string[];
  readonly moveIndex: boolean;
}

/** The kinds that the driver can make, the first four with their options. */
const KINDS: readonly string[] = ['veth', 'bridge', 'macvlan', 'macvtap', 'dummy', 'ifb'];

/**
 * Finds out what the kernel can do by trying it in a namespace made for that, which is gone when its socket is closed.
 *
 * @throws {@link PermissionError} where the process may not make a namespace.
 */
export function probeCapabilities(session: Session, wanted: readonly string[]): PlainCapabilities {
  if (libc().unshare(CLONE_NEWNET) === -1) {
    const errno = errnoName(libc().errno());
    throw errno === 'EPERM'
      ? new PermissionError(
          'making network namespaces takes CAP_SYS_ADMIN, and links CAP_NET_ADMIN: run as root, or use netlink({ rootless: true })',
        )
      : new SystemError('make a network namespace', errno);
  }
  let socket: RtnetlinkSocket | undefined;
  try {
    socket = RtnetlinkSocket.open();
  } finally {
    goHome(session.home.fd);
  }
  try {
    const inside = socket;
    return {
      linkKinds: KINDS.filter((kind) => mayTryKind(kind, wanted) && knowsKind(kind, inside, session)),
      moveIndex: knowsNewIndex(inside, session),
    };
  } finally {
    socket.close();
  }
}

/** Below what most kinds take: the kernel refuses it once it has found the kind, before it makes anything. */
const NO_MTU = 1;

/** The kernel does not know a kind if it says so; any other refusal is about what else is asked. */
function knowsKind(kind: string, socket: RtnetlinkSocket, session: Session): boolean {
  const writer = session.writer;
  writeLinkAdd(writer, { name: `probe-${kind}`, mtu: NO_MTU }, kind, { flags: NO_FLAGS });
  const ack = socket.ask(writer);
  return ack.status === 'done' || (ack.status === 'failed' && ack.errno !== 'EOPNOTSUPP');
}

/** A kernel that knows IFLA_NEW_IFINDEX (5.13) refuses 0 for it; an older one does not look at it. */
function knowsNewIndex(socket: RtnetlinkSocket, session: Session): boolean {
  const writer = session.writer;
  writer.begin(RTM_SETLINK, DO);
  writeLinkHeader(writer, 1, NO_FLAGS);
  writer.attributeU32(IFLA_NEW_IFINDEX, 0);
  writer.finish();
  return socket.ask(writer).status === 'failed';
}
