import { HOST, namespaceKey, type LinkReference, type NamespaceRef } from '@netloom/core';
import type { Session } from '../engine/session.js';
import { libc } from '../libc/libc.js';
import { writeLinkGet } from '../message/link-message.js';
import { readNamespaceId, writeNamespaceIdGet } from '../message/namespace-id-message.js';
import { readLink } from '../message/read-link.js';
import { listNamespaces } from '../namespace/namespace-directory.js';
import { openFile, pathOf, type OpenNamespace } from '../namespace/open-namespace.js';
import { RTM_NEWLINK, RTM_NEWNSID } from '../wire/constant/rtm.js';
import type { Tables } from './tables.js';

/** A namespace whose tables have been read. */
export interface ReadNamespace {
  readonly namespace: OpenNamespace;
  readonly tables: Tables;
}

/**
 * Finds out which link an index in another namespace is. The kernel names the other namespace by a number that holds in
 * the one that was read; whose number it is, it tells only for a namespace that is already open. So the namespaces that
 * there are, are asked for their number one after another, the likeliest first, and each once.
 */
export class References {
  readonly #session: Session;
  readonly #read: readonly ReadNamespace[];
  readonly #searches = new Map<ReadNamespace, Search>();
  #unread: readonly NamespaceRef[] | undefined;

  constructor(session: Session, read: readonly ReadNamespace[]) {
    this.#session = session;
    this.#read = read;
  }

  /** A link of the same namespace. */
  within({ namespace, tables }: ReadNamespace, ifindex: number): LinkReference {
    const name = tables.links.get(ifindex)?.name;
    return { ifindex, ...(name === undefined ? {} : { name }), namespace: namespace.ref };
  }

  /** A link of the namespace that has this number in `from`; what cannot be found out is left out. */
  elsewhere(from: ReadNamespace, ifindex: number, namespaceId: number): LinkReference {
    const ref = this.#namespaceOf(from, ifindex, namespaceId);
    const read = ref === undefined ? undefined : this.#read.find(({ namespace }) => same(namespace.ref, ref));
    const name = read?.tables.links.get(ifindex)?.name ?? this.#nameOf(from.namespace, ifindex, namespaceId);
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
      for (const { namespace, tables } of this.#read) {
        if (tables.links.has(ifindex)) note(found, this.#idOf(from.namespace, namespace.fd), namespace.ref);
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
  *#candidates({ namespace: from }: ReadNamespace): Generator<readonly [id: number | undefined, ref: NamespaceRef]> {
    yield [this.#idOf(from, this.#session.home.fd), HOST];
    for (const { namespace } of this.#read) yield [this.#idOf(from, namespace.fd), namespace.ref];
    this.#unread ??= listNamespaces().filter((name) => !this.#read.some(({ namespace }) => same(namespace.ref, name)));
    for (const name of this.#unread) yield [this.#idOfPath(from, name), name];
  }

  #idOfPath(from: OpenNamespace, ref: NamespaceRef): number | undefined {
    let fd: number;
    try {
      fd = openFile(pathOf(ref));
    } catch {
      return undefined;
    }
    try {
      return this.#idOf(from, fd);
    } finally {
      libc().close(fd);
    }
  }

  #idOf(from: OpenNamespace, fd: number): number | undefined {
    const writer = this.#session.writer;
    writeNamespaceIdGet(writer, fd);
    let id: number | undefined;
    from.socket.ask(writer, (reader) => {
      if (reader.type === RTM_NEWNSID) id = readNamespaceId(reader);
    });
    return id;
  }

  #nameOf(from: OpenNamespace, ifindex: number, namespaceId: number): string | undefined {
    const writer = this.#session.writer;
    writeLinkGet(writer, ifindex, namespaceId);
    let name: string | undefined;
    from.socket.ask(writer, (reader) => {
      if (reader.type === RTM_NEWLINK) name = readLink(reader)?.name;
    });
    return name;
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

function same(a: NamespaceRef, b: NamespaceRef): boolean {
  return namespaceKey(a) === namespaceKey(b);
}
