import type { AddressFamily } from '@netloom/core';
import { FibIndex, type Siblings } from './fib-index.js';
import { contains, type IpAddress } from './ip/ip-address.js';
import type { Route } from './route.js';

const NONE: readonly Route[] = [];

/** Up to so many destinations looking at each is faster than an index, and most namespaces have few. */
const FEW = 12;

/** One routing table of a family. */
export class Fib {
  readonly family: AddressFamily;
  readonly table: number;
  #few: readonly Siblings[] = [];
  #many: FibIndex | undefined;

  constructor(family: AddressFamily, table: number) {
    this.family = family;
    this.table = table;
  }

  /** The routes of a destination, first one first. */
  of(value: bigint, length: number): readonly Route[] {
    return this.#find(value, length) ?? NONE;
  }

  /** The routes of each destination. */
  destinations(): Iterable<Siblings> {
    return this.#many?.destinations() ?? this.#few;
  }

  /** Puts a route at a place among those of its destination. */
  insert(route: Route, place: number): void {
    const { value, length } = route.destination;
    const siblings = this.#find(value, length);
    if (siblings !== undefined) siblings.splice(place, 0, route);
    else if (this.#many !== undefined) this.#many.add([route]);
    else {
      this.#few = [...this.#few, [route]];
      if (this.#few.length > FEW) this.#many = new FibIndex(this.#few);
    }
  }

  /** Takes a route out; tells whether it was there. */
  remove(route: Route): boolean {
    const { value, length } = route.destination;
    const siblings = this.#find(value, length);
    const place = siblings?.indexOf(route) ?? -1;
    if (siblings === undefined || place === -1) return false;
    siblings.splice(place, 1);
    if (siblings.length > 0) return true;
    if (this.#many === undefined) this.#few = this.#few.filter((other) => other !== siblings);
    else this.#many.delete(value, length);
    return true;
  }

  /** The routes that cover an address, the longest prefix first. */
  covering(address: IpAddress): Iterable<Route> {
    return this.#many?.covering(address) ?? coveringFew(this.#few, address);
  }

  #find(value: bigint, length: number): Siblings | undefined {
    if (this.#many !== undefined) return this.#many.get(value, length);
    return this.#few.find(([{ destination }]) => destination.length === length && destination.value === value);
  }
}

function coveringFew(few: readonly Siblings[], address: IpAddress): Iterable<Route> {
  const covering = few.filter(([{ destination }]) => contains(destination, address));
  if (covering.length > 1) covering.sort(([a], [b]) => b.destination.length - a.destination.length);
  return covering.length === 1 ? (covering[0] ?? NONE) : covering.flat();
}
