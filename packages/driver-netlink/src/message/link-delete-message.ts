import { IFLA_GROUP, IFLA_TARGET_NETNSID } from '../wire/constant/ifla.js';
import { DO, GET } from '../wire/constant/nlm.js';
import { RTM_DELLINK, RTM_GETLINK } from '../wire/constant/rtm.js';
import type { MessageWriter } from '../wire/message-writer.js';
import { NO_FLAGS, writeLinkHeader } from './link-header.js';
import { type LinkKey, beginOn } from './link-key.js';

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
  beginOn(writer, RTM_GETLINK, key, NO_FLAGS, GET);
  if (namespaceId !== undefined) writer.attributeU32(IFLA_TARGET_NETNSID, namespaceId);
  writer.finish();
}
