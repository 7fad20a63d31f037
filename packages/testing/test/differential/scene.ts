import { namespaceKey, type KernelOperation, type LinkState, type NamespaceState } from '@netloom/core';
import type { SimulatedKernel } from '@netloom/testing';
import { NAMESPACES } from './pool.js';

/** A link, and the namespace of the case that it is in. */
export interface Found {
  readonly namespace: string;
  readonly link: LinkState;
}

/** What there is when an operation is made up, and the choices that are made among it. */
export class Scene {
  readonly #kernel: SimulatedKernel;
  #choices: readonly number[] = [];
  #state: readonly NamespaceState[] | undefined;

  constructor(kernel: SimulatedKernel) {
    this.#kernel = kernel;
    for (const namespace of NAMESPACES) kernel.apply({ op: 'namespace.add', namespace });
  }

  /** Carries an operation out, and tells whether that worked: what is behind it in its transaction is not run otherwise. */
  carryOut(operation: KernelOperation): boolean {
    this.#state = undefined;
    try {
      this.#kernel.apply(operation);
      return true;
    } catch {
      return false;
    }
  }

  /** Has the next picks be made by these numbers. */
  chooseBy(choices: readonly number[]): void {
    this.#choices = choices;
  }

  /** One of a list; `undefined` of an empty one. */
  pick<T>(list: readonly T[]): T | undefined {
    const [choice = 0, ...rest] = this.#choices;
    this.#choices = rest;
    return list[choice % list.length];
  }

  /** Tells with a chance of one in `n`. */
  once(n: number): boolean {
    return this.pick(Array.from({ length: n }, (_, index) => index === 0)) === true;
  }

  namespaces(): readonly (readonly [namespace: string, state: NamespaceState])[] {
    const query = { namespaces: NAMESPACES };
    this.#state ??= this.#kernel.read(query).namespaces;
    return this.#state.map((state) => [namespaceKey(state.namespace), state]);
  }

  state(namespace: string): NamespaceState | undefined {
    return this.namespaces().find(([name]) => name === namespace)?.[1];
  }

  /** Which links are up, and have a carrier or not, in words that can be compared. */
  carriers(): string {
    const running = this.links().filter(({ link }) => link.up);
    return running
      .map(({ namespace, link }) => `${namespace}/${link.ifindex} ${link.flags.includes('LOWER_UP')}`)
      .join();
  }

  /** All links but `lo`. */
  links(): Found[] {
    return this.namespaces().flatMap(([namespace, { links }]) =>
      links.filter(({ name }) => name !== 'lo').map((link) => ({ namespace, link })),
    );
  }
}
