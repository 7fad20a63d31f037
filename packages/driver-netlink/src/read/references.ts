import type { LinkReference, NamespaceIdentity, NamespaceRef, NamespaceState } from '@netloom/core';
import { HOST, isHost, namespaceKey } from '@netloom/core/driver';
import type { Session } from '../engine/session.js';
import { SystemError } from '../libc/system-error.js';
import { libc } from '../libc/libc.js';
import { readNamespaceId, writeNamespaceIdGet } from '../message/namespace-id-message.js';
import { readLink } from '../message/read-link.js';
import { listNamespaces } from '../namespace/namespace-directory.js';
import { openFile, pathOf } from '../namespace/open-namespace.js';
import { RTM_NEWLINK, RTM_NEWNSID } from '../wire/constant/rtm.js';
import type { MessageReader } from '../wire/message-reader.js';
import type { MessageWriter } from '../wire/message-writer.js';
import type { Tables } from './tables.js';
import { writeLinkGet } from '../message/link-delete-message.js';

/** A namespace whose tables have been read. It is not held open: there may be many. */
export interface ReadNamespace {
  readonly ref: NamespaceRef;
  readonly identity: NamespaceIdentity;
  readonly tables: Tables;
  readonly sysctls: NamespaceState['sysctls'];
}

/**
 * Finds out which link an index in another namespace is. The kernel names the other namespace by a number that holds in
 * the one that was read; whose number it is, it tells only for a namespace that is already open. So the namespaces that
 * there are, are asked for their number one after another, the likeliest first, and each once.
 */
export class References {
  readonly #session: Session;
  readonly #read: ReadonlyMap<string, ReadNamespace>;
  readonly #searches = new Map<ReadNamespace, Search>();
  #unread: readonly NamespaceRef[] | undefined;

  constructor(session: Session, read: readonly ReadNamespace[]) {
    this.#session = session;
    this.#read = new Map(read.map((each) => [namespaceKey(each.ref), each]));
  }

  /** A link of the same namespace. */
  within({ ref, tables }: ReadNamespace, ifindex: number): LinkReference {
    const name = tables.links.get(ifindex)?.name;
    return { ifindex, ...(name === undefined ? {} : { name }), namespace: ref };
  }

  /** A link of the namespace that has this number in `from`; what cannot be found out is left out. */
  elsewhere(from: ReadNamespace, ifindex: number, namespaceId: number): LinkReference {
    const ref = this.#namespaceOf(from, ifindex, namespaceId);
    const read = ref === undefined ? undefined : this.#read.get(namespaceKey(ref));
    const name = read?.tables.links.get(ifindex)?.name ?? this.#nameOf(from, ifindex, namespaceId);
    return {
      ifindex,
      ...(name === undefined ? {} : { name }),
      ...(ref === undefined ? {} : { namespace: ref }),
    };
  }

  #namespaceOf(from: ReadNamespace, ifindex: number, namespaceId: number): NamespaceRef | undefined {
    let search = this.#searches.get(from);
    if (search === undefined) {
      search = { found: new Map(), rest: this.#candidates(from) };
      this.#searches.set(from, search);
    }
    const { found, rest } = search;
    if (!found.has(namespaceId)) {
      for (const { ref, tables } of this.#read.values()) {
        if (tables.links.has(ifindex)) note(found, this.#idOf(from, ref), ref);
        if (found.has(namespaceId)) break;
      }
    }
    while (!found.has(namespaceId)) {
      const next = rest.next();
      if (next.done === true) break;
      note(found, ...next.value);
    }
    return found.get(namespaceId);
  }

  /** Every namespace that can be told by name, with its number in `from`: the host, those that were read, the others. */
  *#candidates(from: ReadNamespace): Generator<readonly [id: number | undefined, ref: NamespaceRef]> {
    yield [this.#idOf(from, HOST), HOST];
    for (const { ref } of this.#read.values()) yield [this.#idOf(from, ref), ref];
    this.#unread ??= listNamespaces().filter((name) => !this.#read.has(name));
    for (const name of this.#unread) yield [this.#idOf(from, name), name];
  }

  /** The number of a namespace in another; nothing where it has none, or where one of them went away meanwhile. */
  #idOf(from: ReadNamespace, of: NamespaceRef): number | undefined {
    let fd: number;
    try {
      fd = isHost(of) ? this.#session.home.fd : openFile(pathOf(of));
    } catch {
      return undefined;
    }
    try {
      let id: number | undefined;
      const { writer } = this.#session;
      writeNamespaceIdGet(writer, fd);
      this.#ask(from, writer, (reader) => {
        if (reader.type === RTM_NEWNSID) id = readNamespaceId(reader);
      });
      return id;
    } finally {
      if (!isHost(of)) libc().close(fd);
    }
  }

  #nameOf(from: ReadNamespace, ifindex: number, namespaceId: number): string | undefined {
    let name: string | undefined;
    const { writer } = this.#session;
    writeLinkGet(writer, ifindex, namespaceId);
    this.#ask(from, writer, (reader) => {
      if (reader.type === RTM_NEWLINK) name = readLink(reader)?.name;
    });
    return name;
  }

  #ask(from: ReadNamespace, writer: MessageWriter, visit: (reader: MessageReader) => void): void {
    try {
      this.#session.namespace(from.ref).socket.ask(writer, visit);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
    }
  }
}

/** What is known of the numbers in one namespace, and the namespaces that have not been asked for yet. */
interface Search {
  readonly found: Map<number, NamespaceRef>;
  readonly rest: Iterator<readonly [id: number | undefined, ref: NamespaceRef]>;
}

/** The first reference to a namespace stays: the host's, a name. */
function note(found: Map<number, NamespaceRef>, id: number | undefined, ref: NamespaceRef): void {
  if (id !== undefined && !found.has(id)) found.set(id, ref);
}
