import type { AddressFamily } from '../value/address-family.js';
import type { OnNamespace } from './on-namespace.js';

export type RouteType =
  | 'unicast'
  | 'local'
  | 'broadcast'
  | 'anycast'
  | 'multicast'
  | 'blackhole'
  | 'unreachable'
  | 'prohibit'
  | 'throw';

/** One way of a route with several. */
export interface NextHop {
  readonly via?: string;
  readonly dev?: string;
  readonly devIndex?: number;
  /** 1 to 256, as `ip route … nexthop … weight` takes it. */
  readonly weight?: number;
  readonly onLink?: boolean;
}

/** A route: `ip route add DESTINATION …`. */
export interface RouteAttributes {
  readonly family: AddressFamily;
  /** Prefix with its host bits cut; the default route is `0.0.0.0/0` or `::/0`. */
  readonly destination: string;
  /** Routing table by number: 254 is main, 255 local, 253 default (`/etc/iproute2/rt_tables`). */
  readonly table: number;
  readonly type: RouteType;
  /** Gateway; an IPv6 gateway of an IPv4 route is written as an IPv6 address. */
  readonly via?: string;
  readonly dev?: string;
  /** The output link's index, which wins over its name. */
  readonly devIndex?: number;
  readonly metric?: number;
  /** Type of service, 0 to 255. */
  readonly tos?: number;
  /** Preferred source address. */
  readonly source?: string;
  readonly scope?: string;
  /** Who made it, by name or number: `boot`, `static`, `kernel`, `dhcp` … (`/etc/iproute2/rt_protos`). */
  readonly protocol?: string;
  readonly onLink?: boolean;
  /** IPv6 router preference: `low`, `medium`, `high` (RFC 4191). */
  readonly preference?: string;
  readonly nextHops?: readonly NextHop[];
  /** Per-route metrics by the names of ip-route(8): `mtu`, `advmss`, `window`, `rtt` … */
  readonly metrics?: { readonly [name: string]: number };
}

/** Adds a route; fails where one of the same key exists. */
export interface RouteAdd extends OnNamespace, RouteAttributes {
  readonly op: 'route.add';
  /** Add it behind others of the same key: `ip route append`. */
  readonly append?: boolean;
}

/** Adds a route, or takes the place of the first of the same key. */
export interface RouteReplace extends OnNamespace, RouteAttributes {
  readonly op: 'route.replace';
}

/** Deletes the first route that has everything said here. */
export interface RouteDelete extends OnNamespace, Partial<RouteAttributes> {
  readonly op: 'route.delete';
  readonly family: AddressFamily;
  readonly destination: string;
  readonly table: number;
}
