import type { AddressState } from '@netloom/core';
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
import { LITTLE_ENDIAN } from '../wire/byte-order.js';
import { familyName } from '../wire/ip-address.js';
import type { MessageReader } from '../wire/message-reader.js';
import { ADDRESS_PROTOCOLS } from '../name/address-protocol.js';
import { SCOPES } from '../name/scope.js';

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
  const far = table.ip(IFA_ADDRESS);
  const near = table.ip(IFA_LOCAL) ?? far;
  if (near === undefined) return undefined;
  const result: { -readonly [K in keyof AddressState]: AddressState[K] } = {
    link: linkName(ifindex),
    ifindex,
    family,
    address: `${near}/${length}`,
    scope: SCOPES.name(reader.u8(3)),
  };
  if (far !== undefined && far !== near) result.peer = `${far}/${length}`;
  const broadcast = table.ip(IFA_BROADCAST);
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
