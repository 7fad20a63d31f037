import type { NamespaceRef } from '@netloom/core';
import { isHost } from '@netloom/core/driver';
import { O_CLOEXEC, O_NONBLOCK, O_RDONLY } from '../libc/constants.js';
import { libc } from '../libc/libc.js';
import { check } from '../libc/check.js';
import { errnoName } from '../libc/errno.js';
import { SystemError } from '../libc/system-error.js';
import type { RequestSocket } from '../socket/request-socket.js';
import { RtnetlinkSocket } from '../socket/rtnetlink-socket.js';
import { inNamespace } from './enter.js';
import { namespaceFile } from './namespace-path.js';

/** A namespace held open: while it is, it lives on, so it is closed as soon as the work in it is done. */
export interface OpenNamespace {
  readonly ref: NamespaceRef;
  readonly path: string;
  /** Of the namespace file, for setns and for IFLA_NET_NS_FD. */
  readonly fd: number;
  /** A request socket inside. */
  readonly socket: RequestSocket;
  /** It was made by the call of the driver that works in it. */
  readonly isNew?: boolean;
}

/** The file of the namespace that the calling thread is in. */
export const OWN_NAMESPACE = '/proc/thread-self/ns/net';

/** The file that a reference names. */
export function pathOf(ref: NamespaceRef): string {
  return isHost(ref) ? OWN_NAMESPACE : namespaceFile(ref);
}

/**
 * Opens a namespace and a socket inside. `home` is where the calling thread belongs.
 *
 * @param file - Its file, where it is open already.
 */
export function openNamespace(ref: NamespaceRef, home: number, file?: number): OpenNamespace {
  const path = pathOf(ref);
  const fd = file ?? openFile(path);
  try {
    const open = (): RtnetlinkSocket => RtnetlinkSocket.open();
    const socket = isHost(ref) ? open() : inNamespace(fd, home, open, `the namespace at ${path}`);
    return { ref, path, fd, socket };
  } catch (error) {
    libc().close(fd);
    throw error;
  }
}

export function closeNamespace(namespace: OpenNamespace): void {
  namespace.socket.close();
  libc().close(namespace.fd);
}

/** Opens a namespace file. @throws {@link SystemError} where that fails. */
export function openFile(path: string): number {
  return check(tryOpen(path), `open the namespace at ${path}`);
}

/** As {@link openFile}; nothing where there is no such file or process, which is told without the cost of an error. */
export function openFileIfThere(path: string): number | undefined {
  const fd = tryOpen(path);
  if (fd !== -1) return fd;
  const errno = errnoName(libc().errno());
  if (errno === 'ENOENT' || errno === 'ESRCH') return undefined;
  throw new SystemError(`open the namespace at ${path}`, errno);
}

function tryOpen(path: string): number {
  // Non-blocking, so that a path to a FIFO cannot hang the thread; setns refuses it then.
  return libc().open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);
}
