import type { AddressGeneration, LinkChanges } from '@netloom/core';
import { AF_INET6 } from '../libc/constants.js';
import {
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
  IFLA_MASTER,
  IFLA_MTU,
  IFLA_NET_NS_FD,
  IFLA_NEW_IFINDEX,
  IFLA_PROP_LIST,
  IFLA_TARGET_NETNSID,
  IFLA_TXQLEN,
} from '../wire/constant/ifla.js';
import { ADD, DO, NLM_F_APPEND } from '../wire/constant/nlm.js';
import {
  RTM_DELLINK,
  RTM_DELLINKPROP,
  RTM_GETLINK,
  RTM_NEWLINK,
  RTM_NEWLINKPROP,
  RTM_SETLINK,
} from '../wire/constant/rtm.js';
import { parseMac } from '../wire/mac-address.js';
import type { MessageWriter } from '../wire/message-writer.js';
import { writeNewLink, type LinkPlace, type NewLink } from './link-attributes.js';
import { NO_FLAGS, deviceFlags, writeLinkHeader, type DeviceFlags } from './link-header.js';
import { writePort } from './link-info/bridge-port.js';

const encoder = new TextEncoder();

/** A link as a message names it: by its index, which is exact, or by its name. */
export type LinkKey = number | string;

export interface LinkAddOptions extends LinkPlace {
  readonly flags: DeviceFlags;
  /** The link below, in the socket's namespace. */
  readonly parentIndex?: number | undefined;
  /** Writes the options of the kind. */
  writeData?(writer: MessageWriter): void;
}

/** RTM_NEWLINK that makes a link with everything it will have. `ip link add …`. */
export function writeLinkAdd(writer: MessageWriter, link: NewLink, kind: string, options: LinkAddOptions): void {
  writer.begin(RTM_NEWLINK, ADD);
  writeLinkHeader(writer, link.ifindex ?? 0, options.flags);
  writeNewLink(writer, link, options);
  if (options.parentIndex !== undefined) writer.attributeU32(IFLA_LINK, options.parentIndex);
  const info = writer.nest(IFLA_LINKINFO);
  writer.attributeString(IFLA_INFO_KIND, kind);
  if (options.writeData !== undefined) {
    const data = writer.nest(IFLA_INFO_DATA);
    options.writeData(writer);
    writer.endNest(data);
  }
  writer.endNest(info);
  writer.finish();
}

/** What RTM_SETLINK takes, with what the names mean already looked up. */
export interface LinkSettings extends Omit<
  LinkChanges,
  'master' | 'namespace' | 'data' | 'port' | 'addAltName' | 'deleteAltName'
> {
  /** The namespace to move to. */
  readonly targetFd?: number;
}

/** RTM_SETLINK. `ip link set …`. A change of name needs the index as key. */
export function writeLinkSet(writer: MessageWriter, key: LinkKey, settings: LinkSettings): void {
  beginOn(writer, RTM_SETLINK, key, deviceFlags(settings as Parameters<typeof deviceFlags>[0]));
  if (settings.targetFd !== undefined) writer.attributeU32(IFLA_NET_NS_FD, settings.targetFd);
  if (settings.namespaceIndex !== undefined) writer.attributeU32(IFLA_NEW_IFINDEX, settings.namespaceIndex);
  if (settings.name !== undefined) writer.attributeString(IFLA_IFNAME, settings.name);
  if (settings.mac !== undefined) writer.attributeBytes(IFLA_ADDRESS, parseMac(settings.mac));
  if (settings.mtu !== undefined) writer.attributeU32(IFLA_MTU, settings.mtu);
  if (settings.txQueueLength !== undefined) writer.attributeU32(IFLA_TXQLEN, settings.txQueueLength);
  if (settings.group !== undefined) writer.attributeU32(IFLA_GROUP, settings.group);
  if (settings.masterIndex !== undefined) writer.attributeU32(IFLA_MASTER, settings.masterIndex);
  // Without a closing NUL: an alias of no length takes it away.
  if (settings.alias !== undefined) writer.attributeBytes(IFLA_IFALIAS, encoder.encode(settings.alias ?? ''));
  if (settings.addressGeneration !== undefined) writeAddressGeneration(writer, settings.addressGeneration);
  writer.finish();
}

/** RTM_NEWLINK on a link that exists, with options of its kind. `ip link set … type KIND …`. */
export function writeLinkData(
  writer: MessageWriter,
  key: LinkKey,
  kind: string,
  writeData: (writer: MessageWriter) => void,
): void {
  beginOn(writer, RTM_NEWLINK, key, NO_FLAGS);
  const info = writer.nest(IFLA_LINKINFO);
  writer.attributeString(IFLA_INFO_KIND, kind);
  const data = writer.nest(IFLA_INFO_DATA);
  writeData(writer);
  writer.endNest(data);
  writer.endNest(info);
  writer.finish();
}

/** RTM_NEWLINK with options of a bridge port. `ip link set … type bridge_slave …`. */
export function writeLinkPort(writer: MessageWriter, key: LinkKey, port: Parameters<typeof writePort>[1]): void {
  beginOn(writer, RTM_NEWLINK, key, NO_FLAGS);
  const info = writer.nest(IFLA_LINKINFO);
  writer.attributeString(IFLA_INFO_SLAVE_KIND, 'bridge');
  const data = writer.nest(IFLA_INFO_SLAVE_DATA);
  writePort(writer, port);
  writer.endNest(data);
  writer.endNest(info);
  writer.finish();
}

/** RTM_NEWLINKPROP or RTM_DELLINKPROP. `ip link property add|del … altname …`. */
export function writeAltNames(
  writer: MessageWriter,
  verb: 'add' | 'delete',
  key: LinkKey,
  names: readonly string[],
): void {
  if (verb === 'add') beginOn(writer, RTM_NEWLINKPROP, key, NO_FLAGS, ADD | NLM_F_APPEND);
  else beginOn(writer, RTM_DELLINKPROP, key, NO_FLAGS);
  const list = writer.nest(IFLA_PROP_LIST);
  for (const name of names) writer.attributeString(IFLA_ALT_IFNAME, name);
  writer.endNest(list);
  writer.finish();
}

/** RTM_DELLINK. `ip link delete …`. */
export function writeLinkDelete(writer: MessageWriter, key: LinkKey): void {
  beginOn(writer, RTM_DELLINK, key, NO_FLAGS);
  writer.finish();
}

/** RTM_DELLINK of every link of a group. `ip link delete group …`. */
export function writeGroupDelete(writer: MessageWriter, group: number): void {
  writer.begin(RTM_DELLINK, DO);
  writeLinkHeader(writer, 0, NO_FLAGS);
  writer.attributeU32(IFLA_GROUP, group);
  writer.finish();
}

/** RTM_GETLINK of one link, in the socket's namespace or in one that it knows by a number. `ip link show …`. */
export function writeLinkGet(writer: MessageWriter, key: LinkKey, namespaceId?: number): void {
  beginOn(writer, RTM_GETLINK, key, NO_FLAGS);
  if (namespaceId !== undefined) writer.attributeU32(IFLA_TARGET_NETNSID, namespaceId);
  writer.finish();
}

function beginOn(writer: MessageWriter, type: number, key: LinkKey, flags: DeviceFlags, request = DO): void {
  writer.begin(type, request);
  writeLinkHeader(writer, typeof key === 'number' ? key : 0, flags);
  if (typeof key === 'string') writer.attributeString(key.length < 16 ? IFLA_IFNAME : IFLA_ALT_IFNAME, key);
}

/** `enum in6_addr_gen_mode` (linux/if_link.h). */
export const ADDRESS_GENERATIONS: readonly AddressGeneration[] = ['eui64', 'none', 'stable-privacy', 'random'];

function writeAddressGeneration(writer: MessageWriter, mode: AddressGeneration): void {
  const spec = writer.nest(IFLA_AF_SPEC);
  const family = writer.nest(AF_INET6);
  writer.attributeU8(IFLA_INET6_ADDR_GEN_MODE, ADDRESS_GENERATIONS.indexOf(mode));
  writer.endNest(family);
  writer.endNest(spec);
}
