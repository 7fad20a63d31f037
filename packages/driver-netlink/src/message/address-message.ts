import type { AddressAttributes, AddressDelete } from '@netloom/core';
import {
  IFA_ADDRESS,
  IFA_BROADCAST,
  IFA_CACHEINFO,
  IFA_FLAGS,
  IFA_F_HOMEADDRESS,
  IFA_F_MANAGETEMPADDR,
  IFA_F_MCAUTOJOIN,
  IFA_F_NODAD,
  IFA_F_NOPREFIXROUTE,
  IFA_LABEL,
  IFA_LOCAL,
  IFA_RT_PRIORITY,
  INFINITY_LIFE_TIME,
} from '../wire/constant/ifa.js';
import { ADD, DO, PUT } from '../wire/constant/nlm.js';
import { RTM_DELADDR, RTM_NEWADDR } from '../wire/constant/rtm.js';
import { RT_SCOPE_HOST, RT_SCOPE_UNIVERSE } from '../wire/constant/rta.js';
import { familyNumber, parseIp, parsePrefix } from '../wire/ip-address.js';
import type { MessageWriter } from '../wire/message-writer.js';
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
