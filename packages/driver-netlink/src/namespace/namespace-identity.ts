import { fstatSync } from 'node:fs';
import type { NamespaceIdentity } from '@netloom/core';
import { SOL_SOCKET, SO_NETNS_COOKIE } from '../libc/constants.js';
import { getOption } from '../libc/socket-option.js';
import { LITTLE_ENDIAN } from '../wire/byte-order.js';

/**
 * What tells this namespace from one that has its name later. `file` is its open file; where a namespace is mounted on it
 * the file's change time counts, since it stays as long as the mount; elsewhere (`/proc/PID/ns/net`) it is that of the last
 * look. `socket` is any socket inside.
 */
export function identify(file: number, socket: number, mounted: boolean): NamespaceIdentity {
  const stat = fstatSync(file, { bigint: true });
  const cookie = netnsCookie(socket);
  return {
    inode: Number(stat.ino),
    device: Number(stat.dev),
    ...(mounted ? { changeTime: String(stat.ctimeNs) } : {}),
    ...(cookie === undefined ? {} : { cookie }),
  };
}

/** The namespace's number that no other of this boot ever has, where the kernel (5.14 and later) gives it. */
export function netnsCookie(socket: number): string | undefined {
  const bytes = getOption(socket, SOL_SOCKET, SO_NETNS_COOKIE, 8);
  if (bytes === undefined) return undefined;
  return String(LITTLE_ENDIAN ? bytes.readBigUInt64LE() : bytes.readBigUInt64BE());
}
