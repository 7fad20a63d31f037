import type { Session } from '../engine/session.js';
import { SystemError } from '../libc/system-error.js';
import { writeLinkDump } from '../message/dump-message.js';
import { readLink, type RawLink } from '../message/read-link.js';
import { namespaceNumber } from '../namespace/namespace-number.js';
import { closeNamespace, openNamespace, type OpenNamespace } from '../namespace/open-namespace.js';

/** What hangs together with the host among the links of a namespace, and goes some time after the namespace does. */
export interface TiesToHost {
  /** The indexes, on the host, of the other ends of its veths. */
  readonly veths: readonly number[];
  /** For each of its macvlans the index, on the host, of the link that it stands on. */
  readonly parents: readonly number[];
}

/** Kinds of links that keep an address of their own on the link that they stand on. */
const ADDRESSED: ReadonlySet<string> = new Set(['macvlan', 'macvtap', 'ipvlan']);

/** Looks into a namespace; nothing where there is no such. */
export function tiesToHost(name: string, session: Session): TiesToHost | undefined {
  let namespace: OpenNamespace;
  try {
    namespace = openNamespace(name, session.home.fd);
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
  // Not kept in the session: it would keep the namespace alive.
  try {
    return tiesOf(namespace, session);
  } finally {
    closeNamespace(namespace);
  }
}

function tiesOf({ socket }: OpenNamespace, session: Session): TiesToHost {
  const writer = session.writer;
  writeLinkDump(writer);
  // The kernel gives a namespace its number when it first has to name it, so links are read before the host's number.
  const tied = socket.dump(writer, readLink).filter(({ linkNamespaceId }) => linkNamespaceId !== undefined);
  const host = tied.length === 0 ? undefined : namespaceNumber(socket, session.home.fd, session);
  const indexes = (fits: (link: RawLink) => boolean): readonly number[] =>
    tied.flatMap((link) =>
      link.linkNamespaceId === host && link.linkIndex !== undefined && fits(link) ? [link.linkIndex] : [],
    );
  return { veths: indexes(({ kind }) => kind === 'veth'), parents: indexes(({ kind }) => ADDRESSED.has(kind)) };
}
