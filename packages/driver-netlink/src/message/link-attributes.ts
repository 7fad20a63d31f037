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

/** A link that is to be made, with what its names mean already looked up. */
export interface NewLink extends LinkAttributes {
  readonly name: string;
  readonly ifindex?: number;
  readonly queues?: { readonly tx: number; readonly rx: number };
  /** The namespace that it is to be in, where that is not the socket's own. */
  readonly targetFd?: number;
}

/** What a link has from its first moment. */
export function writeNewLink(writer: MessageWriter, link: NewLink): void {
  writer.attributeString(IFLA_IFNAME, link.name);
  if (link.targetFd !== undefined) writer.attributeU32(IFLA_NET_NS_FD, link.targetFd);
  if (link.mac !== undefined) writer.attributeBytes(IFLA_ADDRESS, parseMac(link.mac));
  if (link.mtu !== undefined) writer.attributeU32(IFLA_MTU, link.mtu);
  if (link.txQueueLength !== undefined) writer.attributeU32(IFLA_TXQLEN, link.txQueueLength);
  if (link.group !== undefined) writer.attributeU32(IFLA_GROUP, link.group);
  if (link.queues !== undefined) {
    writer.attributeU32(IFLA_NUM_TX_QUEUES, link.queues.tx);
    writer.attributeU32(IFLA_NUM_RX_QUEUES, link.queues.rx);
  }
  if (link.masterIndex !== undefined) writer.attributeU32(IFLA_MASTER, link.masterIndex);
}
