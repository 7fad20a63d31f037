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
  IFLA_LINKINFO,
  IFLA_MASTER,
  IFLA_MTU,
  IFLA_NET_NS_FD,
  IFLA_NEW_IFINDEX,
  IFLA_PROP_LIST,
  IFLA_TXQLEN,
} from '../wire/constant/ifla.js';
import { ADD, NLM_F_APPEND } from '../wire/constant/nlm.js';
import { RTM_DELLINKPROP, RTM_NEWLINK, RTM_NEWLINKPROP, RTM_SETLINK } from '../wire/constant/rtm.js';
import { parseMac } from '../wire/mac-address.js';
import type { MessageWriter } from '../wire/message-writer.js';
import { NO_FLAGS, deviceFlags } from './link-header.js';
import { writePort } from './link-info/bridge-port.js';
import { type LinkKey, beginOn } from './link-key.js';
import { ADDRESS_GENERATIONS } from '../name/address-generation.js';

const encoder = new TextEncoder();

/** What RTM_SETLINK takes. */
export type LinkSettings = Omit<
  LinkChanges,
  'master' | 'masterIndex' | 'namespace' | 'data' | 'port' | 'addAltName' | 'deleteAltName'
>;

/** What names among the changes mean, looked up. */
export interface LinkTarget {
  readonly masterIndex?: number | undefined;
  /** The namespace to move to. */
  readonly targetFd?: number | undefined;
}

/** RTM_SETLINK. `ip link set …`. A change of name needs the index as key. */
export function writeLinkSet(
  writer: MessageWriter,
  key: LinkKey,
  settings: LinkSettings,
  { masterIndex, targetFd }: LinkTarget = {},
): void {
  beginOn(writer, RTM_SETLINK, key, deviceFlags(settings));
  if (targetFd !== undefined) writer.attributeU32(IFLA_NET_NS_FD, targetFd);
  if (settings.namespaceIndex !== undefined) writer.attributeU32(IFLA_NEW_IFINDEX, settings.namespaceIndex);
  if (settings.name !== undefined) writer.attributeString(IFLA_IFNAME, settings.name);
  if (settings.mac !== undefined) writer.attributeBytes(IFLA_ADDRESS, parseMac(settings.mac));
  if (settings.mtu !== undefined) writer.attributeU32(IFLA_MTU, settings.mtu);
  if (settings.txQueueLength !== undefined) writer.attributeU32(IFLA_TXQLEN, settings.txQueueLength);
  if (settings.group !== undefined) writer.attributeU32(IFLA_GROUP, settings.group);
  if (masterIndex !== undefined) writer.attributeU32(IFLA_MASTER, masterIndex);
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

function writeAddressGeneration(writer: MessageWriter, mode: AddressGeneration): void {
  const spec = writer.nest(IFLA_AF_SPEC);
  const family = writer.nest(AF_INET6);
  writer.attributeU8(IFLA_INET6_ADDR_GEN_MODE, ADDRESS_GENERATIONS.indexOf(mode));
  writer.endNest(family);
  writer.endNest(spec);
}
