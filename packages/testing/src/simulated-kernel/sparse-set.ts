/** A set that takes no room before it has a member: most links have no ports, no children and no other names. */
export class SparseSet<T> implements Iterable<T> {
  #members: Set<T> | undefined;

  get size(): number {
    return this.#members?.size ?? 0;
  }

  has(member: T): boolean {
    return this.#members?.has(member) ?? false;
  }

  add(member: T): void {
    this.#members ??= new Set();
    this.#members.add(member);
  }

  delete(member: T): boolean {
    return this.#members?.delete(member) ?? false;
  }

  clear(): void {
    this.#members = undefined;
  }

  [Symbol.iterator](): Iterator<T> {
    return (this.#members ?? [])[Symbol.iterator]();
  }
}
