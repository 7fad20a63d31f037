import type { AddressAttributes, AddressDelete, AddressState } from '@netloom/core';
import { AttributeTable } from '../wire/attribute-table.js';
import {
  IFA_ADDRESS,
  IFA_BROADCAST,
  IFA_CACHEINFO,
  IFA_FLAGS,
  IFA_F_DADFAILED,
  IFA_F_HOMEADDRESS,
  IFA_F_MANAGETEMPADDR,
  IFA_F_MCAUTOJOIN,
  IFA_F_NODAD,
  IFA_F_NOPREFIXROUTE,
  IFA_F_SECONDARY,
  IFA_F_TENTATIVE,
  IFA_LABEL,
  IFA_LOCAL,
  IFA_PROTO,
  IFA_RT_PRIORITY,
  INFINITY_LIFE_TIME,
} from '../wire/constant/ifa.js';
import { ADD, DO, PUT } from '../wire/constant/nlm.js';
import { RTM_DELADDR, RTM_NEWADDR } from '../wire/constant/rtm.js';
import { RT_SCOPE_HOST, RT_SCOPE_UNIVERSE } from '../wire/constant/rta.js';
import { LITTLE_ENDIAN } from '../wire/byte-order.js';
import { familyName, familyNumber, formatIp, parseIp, parsePrefix } from '../wire/ip-address.js';
import type { MessageReader } from '../wire/message-reader.js';
import type { MessageWriter } from '../wire/message-writer.js';
import { ADDRESS_PROTOCOLS } from '../name/address-protocol.js';
import { SCOPES } from '../name/scope.js';

/** RTM_NEWADDR. `ip address add|replace …`. */
export function writeAddressAdd(
  writer: MessageWriter,
  verb: 'add' | 'replace',
  address: AddressAttributes,
  ifindex: number,
): void {
  const { bytes, length } = parsePrefix(address.address);
  const peer = address.peer === undefined ? undefined : parsePrefix(address.peer);
  const flags = addressFlags(address);
  writer.begin(RTM_NEWADDR, verb === 'add' ? ADD : PUT);
  const scope = address.scope === undefined ? defaultScope(bytes) : SCOPES.number(address.scope);
  // `struct ifaddrmsg` has room for eight flags; the others go into an attribute.
  writer
    .u8(familyNumber(address.family))
    .u8(peer?.length ?? length)
    .u8(flags & 0xff)
    .u8(scope)
    .u32(ifindex);
  writer.attributeBytes(IFA_LOCAL, bytes);
  writer.attributeBytes(IFA_ADDRESS, peer?.bytes ?? bytes);
  if (flags > 0xff) writer.attributeU32(IFA_FLAGS, flags);
  if (address.broadcast !== undefined) writer.attributeBytes(IFA_BROADCAST, parseIp(address.broadcast));
  if (address.label !== undefined) writer.attributeString(IFA_LABEL, address.label);
  if (address.metric !== undefined) writer.attributeU32(IFA_RT_PRIORITY, address.metric);
  writeLifetimes(writer, address);
  writer.finish();
}

/** RTM_DELADDR. `ip address delete …`. */
export function writeAddressDelete(
  writer: MessageWriter,
  address: Pick<AddressDelete, 'family' | 'address' | 'peer'>,
  ifindex: number,
): void {
  const { bytes, length } = parsePrefix(address.address);
  const peer = address.peer === undefined ? undefined : parsePrefix(address.peer);
  writer.begin(RTM_DELADDR, DO);
  writer
    .u8(familyNumber(address.family))
    .u8(peer?.length ?? length)
    .u8(0)
    .u8(0)
    .u32(ifindex);
  writer.attributeBytes(IFA_LOCAL, bytes);
  writer.attributeBytes(IFA_ADDRESS, peer?.bytes ?? bytes);
  writer.finish();
}

const table = new AttributeTable(IFA_PROTO);

/** RTM_NEWADDR as the kernel sends it. `linkName` says what a link is called. */
export function readAddress(reader: MessageReader, linkName: (ifindex: number) => string): AddressState | undefined {
  const attributes = reader.fixedPart(8);
  const family = familyName(reader.u8(0));
  if (family === undefined) return undefined;
  table.read(reader, attributes, reader.end);
  const length = reader.u8(1);
  const flags = table.u32(IFA_FLAGS) ?? reader.u8(2);
  const ifindex = reader.u32(4);
  const far = format(table, IFA_ADDRESS);
  const near = format(table, IFA_LOCAL) ?? far;
  if (near === undefined) return undefined;
  const result: { -readonly [K in keyof AddressState]: AddressState[K] } = {
    link: linkName(ifindex),
    ifindex,
    family,
    address: `${near}/${length}`,
    scope: SCOPES.name(reader.u8(3)),
  };
  if (far !== undefined && far !== near) result.peer = `${far}/${length}`;
  const broadcast = format(table, IFA_BROADCAST);
  if (broadcast !== undefined) result.broadcast = broadcast;
  const label = table.string(IFA_LABEL);
  // The link's own name is what an address without a label of its own has.
  if (label !== undefined && label !== result.link) result.label = label;
  const metric = table.u32(IFA_RT_PRIORITY);
  if (metric !== undefined && metric !== 0) result.metric = metric;
  readFlags(result, flags);
  readLifetimes(result);
  const protocol = table.u8(IFA_PROTO);
  if (protocol !== undefined && protocol !== 0) result.protocol = ADDRESS_PROTOCOLS.name(protocol);
  return result;
}

function readFlags(result: { -readonly [K in keyof AddressState]: AddressState[K] }, flags: number): void {
  // The bit means "secondary" in IPv4, and "temporary" (RFC 8981) in IPv6.
  if ((flags & IFA_F_SECONDARY) !== 0 && result.family === 'inet') result.secondary = true;
  if ((flags & IFA_F_NODAD) !== 0) result.noDad = true;
  if ((flags & IFA_F_DADFAILED) !== 0) result.dadFailed = true;
  if ((flags & IFA_F_HOMEADDRESS) !== 0) result.home = true;
  if ((flags & IFA_F_TENTATIVE) !== 0) result.tentative = true;
  if ((flags & IFA_F_MANAGETEMPADDR) !== 0) result.manageTemp = true;
  if ((flags & IFA_F_NOPREFIXROUTE) !== 0) result.noPrefixRoute = true;
  if ((flags & IFA_F_MCAUTOJOIN) !== 0) result.autoJoin = true;
}

function readLifetimes(result: { -readonly [K in keyof AddressState]: AddressState[K] }): void {
  const bytes = table.bytes(IFA_CACHEINFO);
  if (bytes === undefined || bytes.length < 8) return;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const preferred = view.getUint32(0, LITTLE_ENDIAN);
  const valid = view.getUint32(4, LITTLE_ENDIAN);
  if (valid !== INFINITY_LIFE_TIME) result.validLifetime = valid;
  if (preferred !== INFINITY_LIFE_TIME) result.preferredLifetime = preferred;
}

/** `struct ifa_cacheinfo`: preferred, valid, and two times that only the kernel writes. */
function writeLifetimes(writer: MessageWriter, address: AddressAttributes): void {
  if (address.validLifetime === undefined && address.preferredLifetime === undefined) return;
  const valid = address.validLifetime ?? INFINITY_LIFE_TIME;
  const lifetimes = Uint32Array.of(address.preferredLifetime ?? valid, valid, 0, 0);
  writer.attributeBytes(IFA_CACHEINFO, new Uint8Array(lifetimes.buffer));
}

function addressFlags(address: AddressAttributes): number {
  let flags = 0;
  if (address.noDad === true) flags |= IFA_F_NODAD;
  if (address.home === true) flags |= IFA_F_HOMEADDRESS;
  if (address.manageTemp === true) flags |= IFA_F_MANAGETEMPADDR;
  if (address.noPrefixRoute === true) flags |= IFA_F_NOPREFIXROUTE;
  if (address.autoJoin === true) flags |= IFA_F_MCAUTOJOIN;
  return flags;
}

/** As `ip address add` has it: 127.0.0.0/8 is of scope host. */
function defaultScope(bytes: Uint8Array): number {
  return bytes.length === 4 && bytes[0] === 127 ? RT_SCOPE_HOST : RT_SCOPE_UNIVERSE;
}

function format(attributes: AttributeTable, type: number): string | undefined {
  const bytes = attributes.bytes(type);
  return bytes === undefined ? undefined : formatIp(bytes);
}
