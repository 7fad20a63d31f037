import { type IpCommand, type NamespaceRef, namespaceKey } from '@netloom/core';
import type { RawLink } from '../json/link.js';

/** The form in which `ip` takes an index in the place of a name. */
const INDEX_NAME = /^if\d+$/;

/**
 * Remembers links that somebody gave a name of the form `if<N>`: `ip` would take such a link for the one with the index
 * N. They are learnt from each reading of a namespace, and a command that would meet one is refused.
 */
export class IndexNames {
  readonly #names = new Map<string, ReadonlySet<string>>();

  /** Takes in the links that a namespace has now. */
  learn(namespace: NamespaceRef, links: readonly RawLink[]): void {
    const names = links
      .flatMap(({ state }) => [state.name, ...state.altNames].map((name) => ({ name, ifindex: state.ifindex })))
      .filter(({ name, ifindex }) => INDEX_NAME.test(name) && name !== `if${ifindex}`);
    this.#names.set(namespaceKey(namespace), new Set(names.map(({ name }) => name)));
  }

  /** The word of a command that would be taken for another link than the one meant. */
  misread({ namespace, args }: IpCommand): string | undefined {
    const names = this.#names.get(namespaceKey(namespace));
    return args.find((word) => names?.has(word));
  }
}
