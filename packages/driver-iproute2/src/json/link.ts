import { type AddressGeneration, LINK_KIND_OPTIONS, type LinkState } from '@netloom/core';
import { type JsonObject, flagAt, numberAt, objectAt, required, textAt, textsAt } from './json-object.js';
import { kindData } from './kind-data.js';
import { portOptions } from './port.js';

/** Another link as the output names it: by its name in the same namespace, or by index with the id of the namespace. */
export interface RawReference {
  readonly name?: string;
  readonly ifindex?: number;
  /** The id (nsid) by which the link's own namespace knows the other's. */
  readonly netnsid?: number;
}

/** A link whose references to other links are still to be resolved. */
export interface RawLink {
  readonly state: Omit<LinkState, 'master' | 'parent' | 'peer'>;
  readonly master?: string;
  /** IFLA_LINK: a veth's other end, or what the link stands on. */
  readonly lower?: RawReference;
}

/** ARPHRD_LOOPBACK of linux/if_arp.h, as `ip -N` prints it, and as `ip` does. */
const LOOPBACK: ReadonlySet<string> = new Set(['[772]', '772', 'loopback']);

const GENERATIONS: Readonly<Record<string, AddressGeneration>> = {
  eui64: 'eui64',
  none: 'none',
  stable_secret: 'stable-privacy',
  random: 'random',
};

/** A link of `ip -N -j -d link show`. */
export function parseLink(link: JsonObject): RawLink {
  const info = objectAt(link, 'linkinfo');
  const kind = textAt(info, 'info_kind') ?? (LOOPBACK.has(textAt(link, 'link_type') ?? '') ? 'loopback' : 'physical');
  const data = objectAt(info, 'info_data');
  const lower = referenceOf(link) ?? belowTunnel(data);
  const master = textAt(link, 'master');
  return {
    state: {
      ...common(link),
      kind,
      ...optional(link),
      ...kindOf(kind, data),
      ...(textAt(info, 'info_slave_kind') === 'bridge' ? { port: portOptions(objectAt(info, 'info_slave_data')) } : {}),
    },
    ...(master === undefined ? {} : { master }),
    ...(lower === undefined ? {} : { lower }),
  };
}

function common(link: JsonObject): Omit<RawLink['state'], 'kind' | 'data' | 'mode'> {
  const flags = textsAt(link, 'flags');
  return {
    name: required(textAt(link, 'ifname'), 'ifname'),
    ifindex: required(numberAt(link, 'ifindex'), 'ifindex'),
    up: flags.includes('UP'),
    mtu: required(numberAt(link, 'mtu'), 'mtu'),
    mac: (textAt(link, 'address') ?? '').toLowerCase(),
    operstate: textAt(link, 'operstate') ?? 'UNKNOWN',
    flags,
    arp: !flags.includes('NOARP'),
    multicast: flags.includes('MULTICAST'),
    allMulticast: flags.includes('ALLMULTI'),
    promiscuous: flags.includes('PROMISC'),
    altNames: textsAt(link, 'altnames').toSorted(),
    group: numberAt(link, 'group') ?? 0,
    txQueueLength: numberAt(link, 'txqlen') ?? 0,
    queues: { tx: numberAt(link, 'num_tx_queues') ?? 1, rx: numberAt(link, 'num_rx_queues') ?? 1 },
  };
}

function optional(link: JsonObject): Pick<RawLink['state'], 'alias' | 'addressGeneration' | 'qdisc'> {
  const alias = textAt(link, 'ifalias');
  const generation = GENERATIONS[textAt(link, 'inet6_addr_gen_mode') ?? ''];
  const qdisc = textAt(link, 'qdisc');
  return {
    ...(alias === undefined ? {} : { alias }),
    ...(generation === undefined ? {} : { addressGeneration: generation }),
    ...(qdisc === undefined ? {} : { qdisc }),
  };
}

/** The options of the kind; the mode of a macvlan, macvtap or ipvlan has a place of its own in the state. */
function kindOf(kind: string, data: JsonObject): Pick<RawLink['state'], 'data' | 'mode'> {
  const { mode, ...rest } = kindData(LINK_KIND_OPTIONS[kind] ?? {}, data);
  return typeof mode === 'string' ? { data: rest, mode } : { data: rest };
}

function referenceOf(link: JsonObject): RawReference | undefined {
  const name = textAt(link, 'link');
  const ifindex = numberAt(link, 'link_index');
  const netnsid = numberAt(link, 'link_netnsid');
  if (ifindex !== undefined) return { ifindex, ...(netnsid === undefined ? {} : { netnsid }) };
  if (name === undefined || flagAt(link, 'link')) return undefined;
  return { name };
}

/** A VXLAN's device is an option of its kind. */
function belowTunnel(data: JsonObject): RawReference | undefined {
  const name = textAt(data, 'link');
  return name === undefined ? undefined : { name };
}
