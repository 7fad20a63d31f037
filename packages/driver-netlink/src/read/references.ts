import type { LinkReference, NamespaceRef } from '@netloom/core';
import { HOST, isHost, namespaceKey } from '@netloom/core/driver';
import type { RawLink } from '../message/read-link.js';
import type { ForeignAnswer, ForeignLink, ForeignQuestion } from './foreign-link.js';
import type { ReadNamespace } from './state-decoder.js';

/**
 * What the indexes in links mean. An index in another namespace comes with the number that the kernel has for that one;
 * whose number it is, is known for the host and from it, and has to be asked for otherwise: see {@link question}.
 */
export class References {
  readonly #read: ReadonlyMap<string, ReadNamespace>;
  readonly #byNumberOnHost = new Map<number, NamespaceRef>();
  readonly #wanted = new Map<string, ForeignLink>();
  readonly #learned = new Map<string, ForeignAnswer>();

  constructor(read: readonly ReadNamespace[]) {
    this.#read = new Map(read.map((each) => [namespaceKey(each.ref), each]));
    for (const { ref, numberOnHost } of read) {
      // The first reference to a namespace stays.
      if (numberOnHost === undefined || this.#byNumberOnHost.has(numberOnHost)) continue;
      this.#byNumberOnHost.set(numberOnHost, ref);
    }
  }

  /** Takes note of a link whose {@link elsewhere} will be asked for. */
  expect(from: ReadNamespace, { linkIndex, linkNamespaceId: number }: RawLink): void {
    if (linkIndex === undefined || linkIndex === 0 || number === undefined) return;
    const namespace = this.#known(from, number);
    if (namespace !== undefined && this.#nameIn(namespace, linkIndex) !== undefined) return;
    this.#wanted.set(keyOf(from.ref, linkIndex, number), {
      from: from.ref,
      ifindex: linkIndex,
      number,
      ...(namespace === undefined ? { likely: this.#having(linkIndex) } : { namespace, likely: [] }),
    });
  }

  /** What only the kernel can tell of those that were noted. */
  get question(): ForeignQuestion {
    return { links: [...this.#wanted.values()], read: [...this.#read.values()].map(({ ref }) => ref) };
  }

  /** Takes the answers to {@link question}, in its order. */
  learn(answers: readonly ForeignAnswer[]): void {
    for (const [at, key] of [...this.#wanted.keys()].entries()) {
      const answer = answers[at];
      if (answer !== undefined) this.#learned.set(key, answer);
    }
  }

  /** A link of the same namespace. */
  within({ ref, tables }: ReadNamespace, ifindex: number): LinkReference {
    const name = tables.links.get(ifindex)?.name;
    return name === undefined ? { ifindex, namespace: ref } : { ifindex, name, namespace: ref };
  }

  /** A link of the namespace that has this number in `from`; what could not be found out is left out. */
  elsewhere(from: ReadNamespace, ifindex: number, number: number): LinkReference {
    const learned = this.#learned.get(keyOf(from.ref, ifindex, number));
    const namespace = this.#known(from, number) ?? learned?.namespace;
    const name = (namespace === undefined ? undefined : this.#nameIn(namespace, ifindex)) ?? learned?.name;
    return {
      ifindex,
      ...(name === undefined ? {} : { name }),
      ...(namespace === undefined ? {} : { namespace }),
    };
  }

  #known(from: ReadNamespace, number: number): NamespaceRef | undefined {
    if (number === from.hostNumber) return HOST;
    return isHost(from.ref) ? this.#byNumberOnHost.get(number) : undefined;
  }

  #nameIn(namespace: NamespaceRef, ifindex: number): string | undefined {
    return this.#read.get(namespaceKey(namespace))?.tables.links.get(ifindex)?.name;
  }

  #having(ifindex: number): readonly NamespaceRef[] {
    return [...this.#read.values()].filter(({ tables }) => tables.links.has(ifindex)).map(({ ref }) => ref);
  }
}

function keyOf(from: NamespaceRef, ifindex: number, number: number): string {
  return `${ifindex} ${number} ${namespaceKey(from)}`;
}
