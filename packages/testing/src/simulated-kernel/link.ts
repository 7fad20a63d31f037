import type { AddressGeneration, JsonValue, PortOptions } from '@netloom/core';
import type { LinkAddress } from './address.js';
import type { FdbEntry } from './fdb-table.js';
import type { LinkKindModel } from './kind/link-kind-model.js';
import type { Neighbour } from './neighbour-table.js';
import type { NetworkNamespace } from './network-namespace.js';
import type { Route, RouteHop } from './route.js';
import { SparseMap } from './sparse-map.js';
import { SparseSet } from './sparse-set.js';

const ONE_QUEUE = { tx: 1, rx: 1 } as const;
const NOBODY: ReadonlySet<string> = new Set();

/** A link as the simulated kernel keeps it. What follows from other links (operstate, flags) is computed when read. */
export class Link {
  readonly model: LinkKindModel;
  namespace: NetworkNamespace;
  ifindex: number;
  name: string;

  up = false;
  /** The queueing discipline, which a link gets when it is up for the first time, and keeps. */
  qdisc = 'noop';
  /** What the driver last said of the carrier. */
  carrier = true;
  /** RFC 2863, as it was found at the last change of the carrier; while the link is down it is `DOWN`, whatever stands here. */
  operstate = 'UNKNOWN';
  mac = '';
  mtu: number;
  maxMtu: number;
  alias: string | undefined;
  readonly altNames: SparseSet<string> = new SparseSet();
  group = 0;
  txQueueLength: number;
  queues: { readonly tx: number; readonly rx: number } = ONE_QUEUE;
  arp = true;
  multicast: boolean;
  allMulticast = false;
  promiscuous = false;

  /** macvlan, macvtap and ipvlan. */
  mode: string | undefined;
  /** Options of the kind, in the words of `LinkKinds`. */
  data: Record<string, JsonValue> = {};
  peer: Link | undefined;
  parent: Link | undefined;
  /** The links that have this one as their parent. */
  readonly children: SparseSet<Link> = new SparseSet();
  master: Link | undefined;
  readonly ports: SparseSet<Link> = new SparseSet();
  port: PortOptions | undefined;
  /** The cost as a port was set by hand, and is no longer that of the link. */
  costPinned = false;
  /** A bridge whose MAC was set by hand no longer follows its ports; the same for its MTU. */
  macPinned = false;
  mtuPinned = false;
  /** A bridge that had a port, or a MAC or priority of its own, has a carrier through its ports alone. */
  followsPorts = false;
  /** The namespace that a physical link goes back to when the one that it is in ends. */
  readonly home: NetworkNamespace;
  /** What the parent's MAC was before this passthru child changed it. */
  parentMac: string | undefined;

  /** A physical link: addresses outside of the machine that answer on its network. */
  outside: ReadonlySet<string> = NOBODY;

  /** IPv4 has its part of the link (`struct in_device`): not below an MTU of 68. */
  hasIpv4 = true;
  /** Absent where the link has no IPv6. */
  addressGeneration: AddressGeneration | undefined = 'eui64';
  /** IPv6 has begun on the link: it is up and has a carrier. */
  ipv6Ready = false;
  readonly inet: LinkAddress[] = [];
  readonly inet6: LinkAddress[] = [];
  /** Subnet-router addresses that the link answers for, and for how many of its addresses. */
  readonly anycast: SparseMap<bigint, number> = new SparseMap();
  readonly neighbours: SparseMap<string, Neighbour> = new SparseMap();
  readonly fdb: FdbEntry[] = [];
  /** The routes that lead through the link, once for each of their ways. */
  readonly routes: Route[] = [];
  /** Ways of IPv4 routes with several that were cut off when the link lost its last address. */
  readonly deadWays: SparseSet<RouteHop> = new SparseSet();
  /** The way of every route that leads straight out of the link. */
  readonly direct: readonly RouteHop[];
  /** Parameters of this link that differ from what the namespace began with: `ipv4/conf/rp_filter` and the like. */
  readonly sysctls: SparseMap<string, string> = new SparseMap();
  /** IPv4 parameters that no longer follow `default`: written for the link itself. */
  readonly ownSysctls: SparseSet<string> = new SparseSet();
  /** None follows `default` any more, since the link was given an IPv4 address. */
  allSysctlsOwn = false;

  constructor(model: LinkKindModel, namespace: NetworkNamespace, name: string, ifindex: number) {
    this.model = model;
    this.namespace = namespace;
    this.home = namespace;
    this.name = name;
    this.ifindex = ifindex;
    this.direct = [{ via: undefined, link: this, weight: 1, onLink: false }];
    this.mtu = model.mtu.initial;
    this.maxMtu = model.mtu.max;
    this.txQueueLength = model.txQueueLength;
    this.multicast = model.flags.includes('MULTICAST');
  }

  get kind(): string {
    return this.model.kind;
  }

  /** IPv6 has its part of the link (`struct inet6_dev`): not below an MTU of 1280, but lo keeps it. */
  get hasIpv6(): boolean {
    return this.addressGeneration !== undefined;
  }

  get isBridge(): boolean {
    return this.model.kind === 'bridge';
  }

  get isLoopback(): boolean {
    return this.model.kind === 'loopback';
  }
}
