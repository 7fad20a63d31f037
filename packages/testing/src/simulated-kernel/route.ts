import type { AddressFamily, RouteType } from '@netloom/core';
import type { IpAddress, IpPrefix } from './ip/ip-address.js';
import type { Link } from './link.js';

/** One way that a route offers. */
export interface RouteHop {
  readonly via: IpAddress | undefined;
  readonly link: Link | undefined;
  readonly weight: number;
  readonly onLink: boolean;
}

/** A route as the kernel keeps it. It never changes; replacing takes it out and puts another in its place. */
export interface Route {
  readonly family: AddressFamily;
  readonly destination: IpPrefix;
  readonly table: number;
  readonly type: RouteType;
  readonly tos: number;
  readonly metric: number;
  readonly scope: string;
  readonly protocol: string;
  readonly source: IpAddress | undefined;
  readonly preference: string | undefined;
  readonly hops: readonly RouteHop[];
  readonly metrics: { readonly [name: string]: number } | undefined;
}

/** Routes of these types have no way. */
export const WITHOUT_WAY: ReadonlySet<RouteType> = new Set(['blackhole', 'unreachable', 'prohibit', 'throw']);

export const MAIN_TABLE = 254;
export const LOCAL_TABLE = 255;

/** Everything but the destination; the kernel refuses a second route that has the same. */
export function sameWay(a: Route, b: Route): boolean {
  return (
    a.type === b.type &&
    a.scope === b.scope &&
    a.protocol === b.protocol &&
    a.source?.value === b.source?.value &&
    JSON.stringify(a.metrics) === JSON.stringify(b.metrics) &&
    sameHops(a.hops, b.hops)
  );
}

/** IPv6 keeps the ways of a route apart, and shows as one those of a destination and metric that have gateways. */
export function isWayOfMany({ family, protocol, hops }: Route): boolean {
  return family === 'inet6' && protocol !== 'kernel' && hops[0]?.via !== undefined;
}

function sameHops(a: readonly RouteHop[], b: readonly RouteHop[]): boolean {
  return a.length === b.length && a.every((hop, index) => sameHop(hop, b[index]));
}

function sameHop(a: RouteHop, b: RouteHop | undefined): boolean {
  return (
    b !== undefined &&
    a.link === b.link &&
    a.via?.family === b.via?.family &&
    a.via?.value === b.via?.value &&
    a.weight === b.weight &&
    a.onLink === b.onLink
  );
}
