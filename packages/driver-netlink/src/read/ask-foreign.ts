import type { NamespaceRef } from '@netloom/core';
import { HOST, isHost, namespaceKey } from '@netloom/core/driver';
import type { Session } from '../engine/session.js';
import { SystemError } from '../libc/system-error.js';
import { libc } from '../libc/libc.js';
import { writeLinkGet } from '../message/link-delete-message.js';
import { readLink } from '../message/read-link.js';
import { listNamespaces } from '../namespace/namespace-directory.js';
import { namespaceNumber } from '../namespace/namespace-number.js';
import { openFile, pathOf } from '../namespace/open-namespace.js';
import type { RequestSocket } from '../socket/request-socket.js';
import { RTM_NEWLINK } from '../wire/constant/rtm.js';
import type { ForeignAnswer, ForeignLink, ForeignQuestion } from './foreign-link.js';

/** Asks the kernel about links in other namespaces; an answer for each, in their order. */
export function askForeign({ links, read }: ForeignQuestion, session: Session): readonly ForeignAnswer[] {
  const searches = new Map<string, NumberSearch>();
  return links.map((link) => {
    const { from, number, likely } = link;
    const key = namespaceKey(from);
    let search = searches.get(key);
    if (search === undefined) searches.set(key, (search = new NumberSearch(from, read, session)));
    const namespace = link.namespace ?? search.find(number, likely);
    const isRead = namespace !== undefined && likely.some((each) => namespaceKey(each) === namespaceKey(namespace));
    const name = isRead ? undefined : nameOf(link, session);
    return {
      ...(namespace === undefined ? {} : { namespace }),
      ...(name === undefined ? {} : { name }),
    };
  });
}

/**
 * Finds out whose number it is that one namespace has for another. The kernel tells that only for a namespace that is
 * already open. So those that there are, are asked for their number one after another, the likeliest first, and each once.
 */
class NumberSearch {
  readonly #from: NamespaceRef;
  readonly #session: Session;
  readonly #found = new Map<number, NamespaceRef>();
  readonly #rest: Iterator<NamespaceRef>;

  constructor(from: NamespaceRef, read: readonly NamespaceRef[], session: Session) {
    this.#from = from;
    this.#session = session;
    this.#rest = candidates(read);
  }

  find(number: number, likely: readonly NamespaceRef[]): NamespaceRef | undefined {
    for (const ref of likely) {
      if (this.#found.has(number)) break;
      this.#note(ref);
    }
    while (!this.#found.has(number)) {
      const next = this.#rest.next();
      if (next.done === true) break;
      this.#note(next.value);
    }
    return this.#found.get(number);
  }

  /** The first reference to a namespace stays: the host's, a name. */
  #note(ref: NamespaceRef): void {
    const number = this.#numberOf(ref);
    if (number !== undefined && !this.#found.has(number)) this.#found.set(number, ref);
  }

  /** Nothing where it has none, or where one of them went away meanwhile. */
  #numberOf(ref: NamespaceRef): number | undefined {
    const session = this.#session;
    return withSocket(this.#from, session, (socket) => {
      if (isHost(ref)) return namespaceNumber(socket, session.home.fd, session);
      const fd = openFile(pathOf(ref));
      try {
        return namespaceNumber(socket, fd, session);
      } finally {
        libc().close(fd);
      }
    });
  }
}

/** Every namespace that can be told by name: the host, those that were read, the others. */
function* candidates(read: readonly NamespaceRef[]): Generator<NamespaceRef, undefined> {
  yield HOST;
  yield* read;
  const known = new Set(read.map(namespaceKey));
  yield* listNamespaces().filter((name) => !known.has(name));
  return undefined;
}

function nameOf({ from, ifindex, number }: ForeignLink, session: Session): string | undefined {
  return withSocket(from, session, (socket) => {
    let name: string | undefined;
    const { writer } = session;
    writeLinkGet(writer, ifindex, number);
    socket.ask(writer, (reader) => {
      if (reader.type === RTM_NEWLINK) name = readLink(reader)?.name;
    });
    return name;
  });
}

/** Nothing where a system call fails: what one has gone meanwhile the other cannot tell of. */
function withSocket<T>(from: NamespaceRef, session: Session, ask: (socket: RequestSocket) => T): T | undefined {
  try {
    return ask(session.namespace(from).socket);
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
}
