import { mask, type IpAddress } from './ip/ip-address.js';
import type { Route } from './route.js';

/** Routes of one destination, at least one: by type of service downwards, by metric upwards, then as they came. */
export type Siblings = [Route, ...Route[]];

/** A routing table with many destinations, found by prefix. */
export class FibIndex {
  readonly #byPrefix = new Map<bigint, Siblings>();
  /** How many destinations of each length there are: what a lookup has to try. */
  readonly #lengths = new Map<number, number>();

  constructor(few: readonly Siblings[]) {
    for (const siblings of few) this.add(siblings);
  }

  destinations(): Iterable<Siblings> {
    return this.#byPrefix.values();
  }

  get(value: bigint, length: number): Siblings | undefined {
    return this.#byPrefix.get(keyOf(value, length));
  }

  add(siblings: Siblings): void {
    const { value, length } = siblings[0].destination;
    this.#byPrefix.set(keyOf(value, length), siblings);
    this.#lengths.set(length, (this.#lengths.get(length) ?? 0) + 1);
  }

  delete(value: bigint, length: number): void {
    this.#byPrefix.delete(keyOf(value, length));
    const left = (this.#lengths.get(length) ?? 0) - 1;
    if (left > 0) this.#lengths.set(length, left);
    else this.#lengths.delete(length);
  }

  /** The routes that cover an address, the longest prefix first. */
  *covering({ family, value }: IpAddress): Generator<Route> {
    for (const length of [...this.#lengths.keys()].toSorted((a, b) => b - a)) {
      yield* this.get(value & mask(family, length), length) ?? [];
    }
  }
}

function keyOf(value: bigint, length: number): bigint {
  return (value << 8n) | BigInt(length);
}
