import type { Session } from '../engine/session.js';
import { libc } from '../libc/libc.js';
import { SystemError } from '../libc/system-error.js';
import { writeLinkDump } from '../message/dump-message.js';
import { readNamespaceId, writeNamespaceIdGet } from '../message/namespace-id-message.js';
import { readLink } from '../message/read-link.js';
import { namespacePath } from '../namespace/namespace-directory.js';
import { openFile } from '../namespace/open-namespace.js';
import { RTM_NEWNSID } from '../wire/constant/rtm.js';

/** The indexes of the host's veth ends whose other ends are in one of the named namespaces, by the name. */
export function hostEnds(names: readonly string[], session: Session): ReadonlyMap<string, readonly number[]> {
  const nameOfId = new Map<number, string>();
  for (const name of names) {
    const id = idOnHost(name, session);
    if (id !== undefined) nameOfId.set(id, name);
  }
  const result = new Map<string, number[]>();
  if (nameOfId.size === 0) return result;
  const writer = session.writer;
  writeLinkDump(writer);
  for (const { kind, ifindex, linkNamespaceId } of session.home.socket.dump(writer, readLink)) {
    const name = kind === 'veth' && linkNamespaceId !== undefined ? nameOfId.get(linkNamespaceId) : undefined;
    if (name !== undefined) result.set(name, [...(result.get(name) ?? []), ifindex]);
  }
  return result;
}

/** The number by which the host knows a namespace; nothing where it has none, or does not exist. */
function idOnHost(name: string, session: Session): number | undefined {
  let fd: number;
  try {
    fd = openFile(namespacePath(name));
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
  try {
    const writer = session.writer;
    writeNamespaceIdGet(writer, fd);
    let id: number | undefined;
    session.home.socket.ask(writer, (reader) => {
      if (reader.type === RTM_NEWNSID) id = readNamespaceId(reader);
    });
    return id;
  } finally {
    libc().close(fd);
  }
}
