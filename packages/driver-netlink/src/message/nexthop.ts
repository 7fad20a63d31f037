import type { AddressFamily } from '@netloom/core';

/** A nexthop object: a way, or a group of ways, that routes share under its number. `ip nexthop show`, see ip-nexthop(8). */
export interface Nexthop {
  /** 1 to 2^32 - 1. */
  readonly id: number;
  /** Absent for a group, which may hold ways of both. */
  readonly family?: AddressFamily;
  readonly gateway?: string;
  readonly devIndex?: number;
  readonly onLink?: boolean;
  /** What takes this way is dropped. */
  readonly blackhole?: boolean;
  /** It is for the forwarding entries of a VXLAN. */
  readonly fdb?: boolean;
  /** Who made it, in the names of routes: `static` and so on; absent where nobody is said to have. */
  readonly protocol?: string;
  readonly scope?: string;
  readonly group?: readonly NexthopMember[];
  readonly resilient?: ResilientGroup;
}

/** One way of a group. */
export interface NexthopMember {
  readonly id: number;
  /** 1 to 65,536. */
  readonly weight: number;
}

/** A group that keeps flows on their ways as long as it can. Times in seconds. */
export interface ResilientGroup {
  readonly buckets?: number;
  readonly idleTimer?: number;
  readonly unbalancedTimer?: number;
}
