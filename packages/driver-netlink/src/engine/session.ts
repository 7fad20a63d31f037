import type { NamespaceRef } from '@netloom/core';
import type { Batch, MadeAhead } from '../ahead/namespaces-ahead.js';
import { isHost, namespaceKey } from '@netloom/core/driver';
import { SystemError } from '../libc/system-error.js';
import { readLink } from '../message/read-link.js';
import {
  closeNamespace,
  openFileIfThere,
  openNamespace,
  pathOf,
  type OpenNamespace,
} from '../namespace/open-namespace.js';
import { MessageWriter } from '../wire/message-writer.js';
import { writeLinkGet } from '../message/link-delete-message.js';

/** One writer serves the whole thread: a message is answered before the next one is written. */
const writer = new MessageWriter();

/**
 * How many namespaces are open at once: each has two descriptors, of which a process has 1024 by default. An operation
 * works in three at most.
 */
const MOST_OPEN = 64;

/**
 * The namespaces that one call of the driver works in, opened when they are first needed and closed with the call: an
 * open namespace is kept alive, so none is held from one call to the next. Beside them the indexes of links by name, as
 * far as this call itself has learned them.
 */
export class Session {
  readonly #home: OpenNamespace;
  readonly #ahead: Batch | undefined;
  readonly #open = new Map<string, OpenNamespace>();
  readonly #indexes = new Map<string, Map<string, number>>();

  /** @param ahead - Namespaces that a second thread makes meanwhile for this call. */
  constructor(home: OpenNamespace, ahead?: Batch) {
    this.#home = home;
    this.#ahead = ahead;
  }

  /** The writer, empty. */
  get writer(): MessageWriter {
    writer.clear();
    return writer;
  }

  get home(): OpenNamespace {
    return this.#home;
  }

  /** @throws {@link SystemError} where there is no such namespace. */
  namespace(ref: NamespaceRef): OpenNamespace {
    return this.#known(ref) ?? this.#opened(ref);
  }

  /** As {@link namespace}; nothing where there is none. */
  namespaceIfThere(ref: NamespaceRef): OpenNamespace | undefined {
    const known = this.#known(ref);
    if (known !== undefined) return known;
    const file = openFileIfThere(pathOf(ref));
    return file === undefined ? undefined : this.#opened(ref, file);
  }

  /** A namespace of this name that the second thread makes for this call. @throws {@link SystemError} where it cannot. */
  madeAhead(name: string): MadeAhead | undefined {
    return this.#ahead?.take(name);
  }

  /** Takes over a namespace that has just been made. */
  adopt(namespace: OpenNamespace): void {
    this.forget(namespace.ref);
    this.#keep(namespaceKey(namespace.ref), namespace);
  }

  /** Lets go of a namespace and of all that is known of its links. */
  forget(ref: NamespaceRef): void {
    const key = namespaceKey(ref);
    const open = this.#open.get(key);
    if (open !== undefined) closeNamespace(open);
    this.#open.delete(key);
    this.#indexes.delete(key);
  }

  /** The index of a link. @throws {@link SystemError} ENODEV where there is none of the name. */
  indexOf(namespace: OpenNamespace, name: string): number {
    const known = this.#names(namespace).get(name);
    if (known !== undefined) return known;
    const message = this.writer;
    writeLinkGet(message, name);
    let index: number | undefined;
    const ack = namespace.socket.ask(message, (reader) => {
      index = readLink(reader)?.ifindex;
    });
    if (index !== undefined) return index;
    const errno = ack.status === 'failed' ? ack.errno : 'ENODEV';
    throw new SystemError(`find link ${JSON.stringify(name)}`, errno, `there is no link ${JSON.stringify(name)}`);
  }

  /** Remembers a link that this call has made, so that it need not be looked up. */
  learn(namespace: OpenNamespace, name: string, index: number | undefined): void {
    if (index !== undefined) this.#names(namespace).set(name, index);
  }

  /** A name means something else now, or nothing; altnames of the link may as well. */
  unlearn(namespace: OpenNamespace): void {
    this.#names(namespace).clear();
  }

  close(): void {
    for (const namespace of this.#open.values()) closeNamespace(namespace);
    this.#open.clear();
    this.#indexes.clear();
  }

  #known(ref: NamespaceRef): OpenNamespace | undefined {
    if (isHost(ref)) return this.#home;
    const key = namespaceKey(ref);
    const known = this.#open.get(key);
    if (known === undefined) return undefined;
    // Behind the others again: the first of the map is the one that has not been used for longest.
    this.#open.delete(key);
    this.#open.set(key, known);
    return known;
  }

  #opened(ref: NamespaceRef, file?: number): OpenNamespace {
    const opened = openNamespace(ref, this.#home.fd, file);
    this.#keep(namespaceKey(ref), opened);
    return opened;
  }

  #keep(key: string, namespace: OpenNamespace): void {
    for (const [oldest, other] of this.#open) {
      if (this.#open.size < MOST_OPEN) break;
      closeNamespace(other);
      this.#open.delete(oldest);
    }
    this.#open.set(key, namespace);
  }

  #names(namespace: OpenNamespace): Map<string, number> {
    const key = namespaceKey(namespace.ref);
    let names = this.#indexes.get(key);
    if (names === undefined) this.#indexes.set(key, (names = new Map()));
    return names;
  }
}
