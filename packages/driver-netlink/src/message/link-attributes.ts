import type { LinkAttributes } from '@netloom/core';
import {
  IFLA_ADDRESS,
  IFLA_GROUP,
  IFLA_IFNAME,
  IFLA_MASTER,
  IFLA_MTU,
  IFLA_NET_NS_FD,
  IFLA_NUM_RX_QUEUES,
  IFLA_NUM_TX_QUEUES,
  IFLA_TXQLEN,
} from '../wire/constant/ifla.js';
import { parseMac } from '../wire/mac-address.js';
import type { MessageWriter } from '../wire/message-writer.js';

/** A link that is to be made. */
export interface NewLink extends LinkAttributes {
  readonly name: string;
  readonly ifindex?: number;
}

/** What the names in it mean, looked up. */
export interface LinkPlace {
  readonly masterIndex?: number | undefined;
  readonly queues?: { readonly tx: number; readonly rx: number } | undefined;
  /** The namespace that it is to be in, where that is not the socket's own. */
  readonly targetFd?: number | undefined;
}

/** What a link has from its first moment. */
export function writeNewLink(writer: MessageWriter, link: NewLink, place: LinkPlace): void {
  writer.attributeString(IFLA_IFNAME, link.name);
  if (place.targetFd !== undefined) writer.attributeU32(IFLA_NET_NS_FD, place.targetFd);
  if (link.mac !== undefined) writer.attributeBytes(IFLA_ADDRESS, parseMac(link.mac));
  if (link.mtu !== undefined) writer.attributeU32(IFLA_MTU, link.mtu);
  if (link.txQueueLength !== undefined) writer.attributeU32(IFLA_TXQLEN, link.txQueueLength);
  if (link.group !== undefined) writer.attributeU32(IFLA_GROUP, link.group);
  if (place.queues !== undefined) {
    writer.attributeU32(IFLA_NUM_TX_QUEUES, place.queues.tx);
    writer.attributeU32(IFLA_NUM_RX_QUEUES, place.queues.rx);
  }
  if (place.masterIndex !== undefined) writer.attributeU32(IFLA_MASTER, place.masterIndex);
}
