import type { AddressAttributes } from '../operation/address-operation.js';
import type { FdbAttributes } from '../operation/fdb-operation.js';
import type { AddressGeneration } from '../operation/link-operation.js';
import type { NeighbourAttributes } from '../operation/neighbour-operation.js';
import type { PortOptions } from '../operation/port-options.js';
import type { RouteAttributes } from '../operation/route-operation.js';
import type { RuleAttributes } from '../operation/rule-operation.js';
import type { JsonValue } from '../value/json.js';
import type { NamespaceRef } from '../value/namespace-ref.js';

/** Another link, possibly in another namespace. `namespace` and `name` are absent where they could not be found out. */
export interface LinkReference {
  readonly ifindex: number;
  readonly name?: string;
  readonly namespace?: NamespaceRef;
}

/** A link as the kernel has it. Absent means: the kernel's default. */
export interface LinkState {
  readonly name: string;
  readonly ifindex: number;
  /** The kernel's kind (`veth`, `bridge`, `macvlan` …), `loopback` for lo, or `physical` where it names none. */
  readonly kind: string;
  readonly up: boolean;
  readonly mtu: number;
  /** Lower case; empty for a link without a hardware address. */
  readonly mac: string;
  /** macvlan, macvtap and ipvlan. */
  readonly mode?: string;
  /** `UP`, `DOWN`, `LOWERLAYERDOWN`, `UNKNOWN`, … (RFC 2863). */
  readonly operstate: string;
  /** The kernel's flags as `ip` prints them: `UP`, `LOWER_UP`, `NO-CARRIER`, `BROADCAST` … */
  readonly flags: readonly string[];
  readonly arp: boolean;
  readonly multicast: boolean;
  readonly allMulticast: boolean;
  readonly promiscuous: boolean;
  readonly master?: LinkReference;
  /** The link below: macvlan, macvtap, vlan, ipvlan, vxlan with a device. */
  readonly parent?: LinkReference;
  /** veth: the other end. */
  readonly peer?: LinkReference;
  readonly alias?: string;
  /** Sorted. */
  readonly altNames: readonly string[];
  readonly group: number;
  readonly txQueueLength: number;
  readonly queues: { readonly tx: number; readonly rx: number };
  /** Absent where the link has no IPv6 (`mtu` under 1280, `disable_ipv6` does not count). */
  readonly addressGeneration?: AddressGeneration;
  /** Options of the kind, in the words of `LinkKinds`: causes only, no timers and counters. */
  readonly data: { readonly [option: string]: JsonValue };
  /** The link as a bridge port. */
  readonly port?: PortOptions;
  readonly qdisc?: string;
}

/** An address as the kernel has it, in the kernel's order within its link and family. */
export interface AddressState extends AddressAttributes {
  readonly link: string;
  readonly ifindex: number;
  readonly scope: string;
  /** IPv4: another address of the subnet came first. */
  readonly secondary?: boolean;
  /** IPv6: duplicate address detection is still going on. */
  readonly tentative?: boolean;
  readonly dadFailed?: boolean;
  /** Who made it: `kernel_lo`, `kernel_ra`, `kernel_ll`, where the kernel says so. */
  readonly protocol?: string;
}

/** A route as the kernel has it, in the kernel's order. `dev` and `devIndex` are given for every one that has a link. */
export interface RouteState extends RouteAttributes {
  readonly protocol: string;
  readonly scope: string;
  /** `linkdown`, `dead`, `offload` …; consequences, never compared. */
  readonly flags?: readonly string[];
}

/** Permanent, `noarp` and proxy entries are causes; others are shown, and never compared. */
export interface NeighbourState extends Omit<NeighbourAttributes, 'state'> {
  readonly link: string;
  readonly ifindex: number;
  /** `permanent`, `noarp`, `reachable`, `stale`, `delay`, `probe`, `failed`, `incomplete`. */
  readonly state: string;
}

export interface RuleState extends RuleAttributes {}

export interface FdbState extends Omit<FdbAttributes, 'state'> {
  readonly link: string;
  readonly ifindex: number;
  readonly state: 'permanent' | 'static' | 'dynamic';
}

/**
 * What tells one namespace from another that later has the same name. An inode alone does not: it is reused at once.
 * Each driver gives what it can; two identities are equal where all that both have is equal and there is something.
 */
export interface NamespaceIdentity {
  readonly inode: number;
  readonly device?: number;
  /** Change time of the mounted nsfs file, in nanoseconds, as text. */
  readonly changeTime?: string;
  /** SO_NETNS_COOKIE, as text. */
  readonly cookie?: string;
}

export interface NamespaceState {
  readonly namespace: NamespaceRef;
  readonly inode: number;
  readonly identity: NamespaceIdentity;
  /** In the order of their index. */
  readonly links: readonly LinkState[];
  readonly addresses: readonly AddressState[];
  readonly routes: readonly RouteState[];
  readonly rules: readonly RuleState[];
  readonly neighbours: readonly NeighbourState[];
  readonly fdb: readonly FdbState[];
  /** The parameters that the query asked for, key to value. */
  readonly sysctls: { readonly [key: string]: string };
}

export interface NetworkState {
  readonly namespaces: readonly NamespaceState[];
}
