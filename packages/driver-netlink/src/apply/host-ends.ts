import type { Session } from '../engine/session.js';
import { libc } from '../libc/libc.js';
import { SystemError } from '../libc/system-error.js';
import { writeLinkDump } from '../message/dump-message.js';
import { readNamespaceId, writeNamespaceIdGet } from '../message/namespace-id-message.js';
import { readLink } from '../message/read-link.js';
import { namespacePath } from '../namespace/namespace-path.js';
import { openFile } from '../namespace/open-namespace.js';
import { RTM_NEWNSID } from '../wire/constant/rtm.js';

/** The indexes of the host's veth ends whose other ends are in one of the named namespaces, by the name. */
export function hostEnds(names: readonly string[], session: Session): ReadonlyMap<string, readonly number[]> {
  // The kernel gives a namespace its number when it first has to name it, so links are read before numbers.
  const writer = session.writer;
  writeLinkDump(writer);
  const veths = session.home.socket
    .dump(writer, readLink)
    .filter(({ kind, linkNamespaceId }) => kind === 'veth' && linkNamespaceId !== undefined);
  const result = new Map<string, readonly number[]>();
  if (veths.length === 0) return result;
  for (const name of names) {
    const id = idOnHost(name, session);
    const ends = veths.filter(({ linkNamespaceId }) => linkNamespaceId === id).map(({ ifindex }) => ifindex);
    if (ends.length > 0) result.set(name, ends);
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
