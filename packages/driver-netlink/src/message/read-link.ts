import type { AddressGeneration, JsonValue, PortOptions } from '@netloom/core';
import { AF_INET6 } from '../libc/constants.js';
import { AttributeTable, forEachAttribute, readString } from '../wire/attribute-table.js';
import {
  ARPHRD_IP6GRE,
  ARPHRD_IPGRE,
  ARPHRD_LOOPBACK,
  ARPHRD_SIT,
  ARPHRD_TUNNEL,
  ARPHRD_TUNNEL6,
  IFLA_ADDRESS,
  IFLA_AF_SPEC,
  IFLA_ALT_IFNAME,
  IFLA_GROUP,
  IFLA_IFALIAS,
  IFLA_IFNAME,
  IFLA_INET6_ADDR_GEN_MODE,
  IFLA_INFO_DATA,
  IFLA_INFO_KIND,
  IFLA_INFO_SLAVE_DATA,
  IFLA_INFO_SLAVE_KIND,
  IFLA_LINK,
  IFLA_LINKINFO,
  IFLA_LINK_NETNSID,
  IFLA_MASTER,
  IFLA_MTU,
  IFLA_NUM_RX_QUEUES,
  IFLA_NUM_TX_QUEUES,
  IFLA_OPERSTATE,
  IFLA_PROP_LIST,
  IFLA_QDISC,
  IFLA_TXQLEN,
} from '../wire/constant/ifla.js';
import { IFLA_BRPORT_ISOLATED } from '../wire/constant/ifla-kind.js';
import type { MessageReader } from '../wire/message-reader.js';
import { LINK_HEADER_LENGTH } from './link-header.js';
import { readPort } from './link-info/bridge-port.js';
import { KIND_READERS } from './link-info/kind-readers.js';
import { ADDRESS_GENERATIONS } from '../name/address-generation.js';

/** A link as the kernel sends it, before what its indexes mean is looked up. */
export interface RawLink {
  readonly ifindex: number;
  readonly name: string;
  readonly kind: string;
  readonly flags: number;
  readonly mtu: number;
  readonly mac: string;
  readonly operstate: string;
  readonly alias: string | undefined;
  readonly altNames: readonly string[];
  readonly group: number;
  readonly txQueueLength: number;
  readonly queues: { readonly tx: number; readonly rx: number };
  readonly addressGeneration: AddressGeneration | undefined;
  readonly mode: string | undefined;
  readonly data: { readonly [option: string]: JsonValue };
  readonly port: PortOptions | undefined;
  readonly qdisc: string | undefined;
  readonly masterIndex: number | undefined;
  /** IFLA_LINK: the link below, or a veth's other end. */
  readonly linkIndex: number | undefined;
  /** The number of the namespace that {@link linkIndex} is in, where it is another one. */
  readonly linkNamespaceId: number | undefined;
}

const table = new AttributeTable(IFLA_PROP_LIST);
const info = new AttributeTable(IFLA_INFO_SLAVE_DATA);
const families = new AttributeTable(AF_INET6);
const inet6 = new AttributeTable(IFLA_INET6_ADDR_GEN_MODE);
const portTable = new AttributeTable(IFLA_BRPORT_ISOLATED);

/** RTM_NEWLINK as the kernel sends it; nothing for messages of the bridge family, which name ports again. */
export function readLink(reader: MessageReader): RawLink | undefined {
  const attributes = reader.fixedPart(LINK_HEADER_LENGTH);
  if (reader.u8(0) !== 0) return undefined;
  table.read(reader, attributes, reader.end);
  info.readNested(table, IFLA_LINKINFO);
  const type = reader.u16(2);
  const kind = info.word(IFLA_INFO_KIND) ?? (type === ARPHRD_LOOPBACK ? 'loopback' : 'physical');
  const kindReader = KIND_READERS.get(kind);
  const details = kindReader === undefined ? NO_DETAILS : kindReader(info, IFLA_INFO_DATA);
  return {
    ifindex: reader.u32(4),
    name: table.string(IFLA_IFNAME) ?? '',
    kind,
    flags: reader.u32(8),
    mtu: table.u32(IFLA_MTU) ?? 0,
    mac: hardwareAddress(type),
    operstate: OPERSTATES[table.u8(IFLA_OPERSTATE) ?? 0] ?? 'UNKNOWN',
    alias: table.string(IFLA_IFALIAS),
    altNames: readAltNames(reader),
    group: table.u32(IFLA_GROUP) ?? 0,
    txQueueLength: table.u32(IFLA_TXQLEN) ?? 0,
    queues: { tx: table.u32(IFLA_NUM_TX_QUEUES) ?? 1, rx: table.u32(IFLA_NUM_RX_QUEUES) ?? 1 },
    addressGeneration: readAddressGeneration(),
    mode: details.mode,
    data: details.data,
    port: info.word(IFLA_INFO_SLAVE_KIND) === 'bridge' ? readPort(readPortTable()) : undefined,
    qdisc: table.word(IFLA_QDISC),
    masterIndex: table.u32(IFLA_MASTER),
    linkIndex: table.u32(IFLA_LINK),
    linkNamespaceId: table.i32(IFLA_LINK_NETNSID),
  };
}

const NO_DETAILS = { data: {}, mode: undefined };

function readPortTable(): AttributeTable {
  return portTable.readNested(info, IFLA_INFO_SLAVE_DATA);
}

/** RFC 2863, in the words of `ip link`. */
const OPERSTATES: readonly string[] = ['UNKNOWN', 'NOTPRESENT', 'DOWN', 'LOWERLAYERDOWN', 'TESTING', 'DORMANT', 'UP'];

const IP_TUNNELS: ReadonlySet<number> = new Set([
  ARPHRD_TUNNEL,
  ARPHRD_SIT,
  ARPHRD_IPGRE,
  ARPHRD_TUNNEL6,
  ARPHRD_IP6GRE,
]);

/** A tunnel's hardware address is an IP address, and written as one. */
function hardwareAddress(type: number): string {
  return (IP_TUNNELS.has(type) ? table.ip(IFLA_ADDRESS) : undefined) ?? table.mac(IFLA_ADDRESS) ?? '';
}

const NO_NAMES: readonly string[] = Object.freeze([]);

function readAltNames(reader: MessageReader): readonly string[] {
  if (!table.has(IFLA_PROP_LIST)) return NO_NAMES;
  const names: string[] = [];
  forEachAttribute(reader, table.start(IFLA_PROP_LIST), table.end(IFLA_PROP_LIST), (type, start, end) => {
    if (type === IFLA_ALT_IFNAME) names.push(readString(reader, start, end));
  });
  return names.toSorted();
}

function readAddressGeneration(): AddressGeneration | undefined {
  families.readNested(table, IFLA_AF_SPEC);
  const mode = inet6.readNested(families, AF_INET6).u8(IFLA_INET6_ADDR_GEN_MODE);
  return mode === undefined ? undefined : ADDRESS_GENERATIONS[mode];
}
