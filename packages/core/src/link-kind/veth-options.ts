import { isRecord, type Fields, type Given } from '../value/fields.js';
import { integer } from '../value/integer.js';
import { parseNewInterfaceName } from '../value/interface-name.js';
import type { NamespaceRef } from '../value/namespace-ref.js';
import { parseNamespaceRef } from '../value/parse-namespace-ref.js';
import { accept, refuse, type Parsed } from '../value/parsed.js';
import { showValue } from '../value/show-value.js';
import { LINK_FIELDS, type LinkSettings } from './link-fields.js';
import type { LinkOptions } from './link-options.js';
import type { VethData } from './veth.js';

/** The far end of a veth pair, a link of its own. */
export interface VethPeerOptions<
  Q extends string = string,
  R = NamespaceRef,
  H extends string = never,
> extends LinkOptions<H> {
  /** `<name>-host` unless told otherwise. */
  readonly name?: Q | undefined;
  /** Where it lands; the host's namespace unless told otherwise. The namespace exists, or the chain opens it. */
  readonly namespace?: R | undefined;
}

/**
 * The type parameters are for the builder, which finds them out: `L` are names in the link's own namespace, `H` in the
 * peer's, `P` is the peer where it is given by its name alone, `Q` its name where it is given with options, and `R` its
 * namespace.
 */
export interface VethOptions<
  L extends string = never,
  H extends string = never,
  P = string,
  Q extends string = string,
  R = NamespaceRef,
> extends LinkOptions<L> {
  /** The far end: its name, or its name, namespace and options. */
  readonly peer?: Extract<P, string> | VethPeerOptions<Q, R, H> | undefined;
  /**
   * Queues of each end: a number for both ways, one for each, or `'kernel'` for as many as there are CPUs. One unless
   * told otherwise, said explicitly to the kernel: with many links it halves the time and the memory that they cost.
   */
  readonly queues?: number | { readonly tx: number; readonly rx: number } | 'kernel' | undefined;
}

/** The options of a veth's end, parsed. */
export interface VethSettings extends LinkSettings {
  /** As given; read with {@link VETH_PEER_FIELDS}. */
  readonly peer: unknown;
  readonly queues: VethQueues;
}

export interface VethPeerSettings extends LinkSettings {
  readonly name: string;
  readonly namespace: NamespaceRef;
}

type VethQueues = NonNullable<VethData['queues']> | 'kernel';

/** The kernel's own limit for rtnetlink (rtnl_create_link). */
const parseQueueCount = integer('queues', 1, 4096);

function parseQueues(value: unknown): Parsed<VethQueues> {
  if (value === 'kernel') return accept(value);
  if (typeof value === 'number') {
    const parsed = parseQueueCount(value);
    return parsed.ok ? accept({ tx: parsed.value, rx: parsed.value }) : parsed;
  }
  if (!isRecord(value) || Object.keys(value).toSorted().join(' ') !== 'rx tx') {
    return refuse('queues', `expected a number, { tx, rx } or 'kernel', got ${showValue(value)}`);
  }
  const tx = parseQueueCount(value['tx']);
  const rx = parseQueueCount(value['rx']);
  if (!tx.ok) return tx;
  return rx.ok ? accept({ tx: tx.value, rx: rx.value }) : rx;
}

export const VETH_FIELDS: Fields<VethSettings> = { ...LINK_FIELDS, peer: accept, queues: parseQueues };

export const VETH_PEER_FIELDS: Fields<VethPeerSettings> = {
  ...LINK_FIELDS,
  name: parseNewInterfaceName,
  namespace: parseNamespaceRef,
};

/** A peer given by its name alone is a peer with only a name. */
export function vethPeerOptions(peer: unknown): unknown {
  return typeof peer === 'string' ? { name: peer } : peer;
}

/** One queue each way is what a container needs; see `docs/performance.md`. */
export function queuesOf(given: Given<VethSettings>): VethData['queues'] {
  if (given.queues === 'kernel') return undefined;
  return given.queues ?? { tx: 1, rx: 1 };
}
