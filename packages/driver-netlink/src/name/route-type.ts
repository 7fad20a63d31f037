import type { RouteType } from '@netloom/core';

/** RTN_* (linux/rtnetlink.h). */
const NUMBERS: { readonly [T in RouteType]: number } = {
  unicast: 1,
  local: 2,
  broadcast: 3,
  anycast: 4,
  multicast: 5,
  blackhole: 6,
  unreachable: 7,
  prohibit: 8,
  throw: 9,
};

const TYPES: ReadonlyMap<number, RouteType> = new Map(
  Object.entries(NUMBERS).map(([name, number]) => [number, name as RouteType]),
);

export function routeTypeNumber(type: RouteType): number {
  return NUMBERS[type];
}

export function routeTypeName(number: number): RouteType | undefined {
  return TYPES.get(number);
}
