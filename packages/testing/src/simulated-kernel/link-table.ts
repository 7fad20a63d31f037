import { KernelError } from './kernel-error.js';
import type { Link } from './link.js';

/** The links of one namespace, by index and by name; an alternative name finds a link as its name does. */
export class LinkTable {
  readonly #byIndex = new Map<number, Link>();
  readonly #byName = new Map<string, Link>();
  #lastIndex = 0;
  /** In the order of their index; absent after a change. */
  #sorted: readonly Link[] | undefined;

  get size(): number {
    return this.#byIndex.size;
  }

  /** In the order of their index, as the kernel dumps them. */
  all(): readonly Link[] {
    this.#sorted ??= [...this.#byIndex.values()].toSorted((a, b) => a.ifindex - b.ifindex);
    return this.#sorted;
  }

  values(): IterableIterator<Link> {
    return this.#byIndex.values();
  }

  byIndex(ifindex: number): Link | undefined {
    return this.#byIndex.get(ifindex);
  }

  byName(name: string): Link | undefined {
    return this.#byName.get(name);
  }

  /** The link meant: by its index where that is given, whatever its name is by now. Throws ENODEV. */
  require(name: string | undefined, ifindex?: number): Link {
    const link = ifindex === undefined ? this.#byName.get(name ?? '') : this.#byIndex.get(ifindex);
    if (link === undefined) throw new KernelError('ENODEV');
    return link;
  }

  /** The next index that nothing has, counting on from the last one given: the kernel reuses none. */
  nextIndex(): number {
    do this.#lastIndex = this.#lastIndex >= 0x7fffffff ? 1 : this.#lastIndex + 1;
    while (this.#byIndex.has(this.#lastIndex));
    return this.#lastIndex;
  }

  add(link: Link): void {
    this.#sorted = undefined;
    this.#byIndex.set(link.ifindex, link);
    this.#byName.set(link.name, link);
    for (const altName of link.altNames) this.#byName.set(altName, link);
  }

  remove(link: Link): void {
    this.#sorted = undefined;
    this.#byIndex.delete(link.ifindex);
    this.#byName.delete(link.name);
    for (const altName of link.altNames) this.#byName.delete(altName);
  }

  rename(link: Link, name: string): void {
    this.#byName.delete(link.name);
    link.name = name;
    this.#byName.set(name, link);
  }

  addAltName(link: Link, altName: string): void {
    link.altNames.add(altName);
    this.#byName.set(altName, link);
  }

  deleteAltName(link: Link, altName: string): void {
    link.altNames.delete(altName);
    this.#byName.delete(altName);
  }
}
