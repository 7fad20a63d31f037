import { closeSync } from 'node:fs';
import { HOST, namespaceKey, type LinkReference, type NamespaceRef } from '@netloom/core';
import type { Session } from '../engine/session.js';
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
 * the one that was read; whose number it is, it tells only for a namespace that is already open.
 */
export class References {
  readonly #session: Session;
  readonly #read: readonly ReadNamespace[];
  readonly #known = new Map<string, NamespaceRef | undefined>();
  #others: readonly NamespaceRef[] | undefined;

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
    const name =
      this.#read.find(({ namespace }) => ref !== undefined && same(namespace.ref, ref))?.tables.links.get(ifindex)
        ?.name ?? this.#nameOf(from.namespace, ifindex, namespaceId);
    return {
      ifindex,
      ...(name === undefined ? {} : { name }),
      ...(ref === undefined ? {} : { namespace: ref }),
    };
  }

  #namespaceOf(from: ReadNamespace, ifindex: number, namespaceId: number): NamespaceRef | undefined {
    const key = `${namespaceId} ${namespaceKey(from.namespace.ref)}`;
    if (!this.#known.has(key)) this.#known.set(key, this.#search(from.namespace, ifindex, namespaceId));
    return this.#known.get(key);
  }

  /** The likeliest first: the host, those that have such a link, then all others. */
  #search(from: OpenNamespace, ifindex: number, namespaceId: number): NamespaceRef | undefined {
    const home = this.#session.home;
    if (this.#idOf(from, home.fd) === namespaceId) return HOST;
    for (const { namespace, tables } of this.#read) {
      if (tables.links.has(ifindex) && this.#idOf(from, namespace.fd) === namespaceId) return namespace.ref;
    }
    this.#others ??= listNamespaces().filter((name) => !this.#read.some(({ namespace }) => same(namespace.ref, name)));
    return this.#others.find((name) => this.#idOfPath(from, name) === namespaceId);
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
      closeSync(fd);
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

function same(a: NamespaceRef, b: NamespaceRef): boolean {
  return namespaceKey(a) === namespaceKey(b);
}
