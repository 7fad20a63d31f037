import type { LinkAttributes } from '@netloom/core';
import { AF_UNSPEC } from '../wire/constant/rtm.js';
import { IFF_ALLMULTI, IFF_MULTICAST, IFF_NOARP, IFF_PROMISC, IFF_UP } from '../wire/constant/ifla.js';
import type { MessageWriter } from '../wire/message-writer.js';

/** The fixed part of a link message, `struct ifinfomsg`: family, type, index, flags, and which flags are meant. */
export const LINK_HEADER_LENGTH = 16;

export interface DeviceFlags {
  readonly flags: number;
  readonly change: number;
}

export const NO_FLAGS: DeviceFlags = { flags: 0, change: 0 };

/** What of a link is one of its flags. */
export type LinkFlags = Pick<LinkAttributes, 'up' | 'promiscuous' | 'allMulticast' | 'multicast' | 'arp'>;

/** The flags that are asked for, and the mask of them. */
export function deviceFlags(attributes: LinkFlags): DeviceFlags {
  const { up, promiscuous, allMulticast, multicast, arp } = attributes;
  return {
    flags:
      (up === true ? IFF_UP : 0) |
      (promiscuous === true ? IFF_PROMISC : 0) |
      (allMulticast === true ? IFF_ALLMULTI : 0) |
      (multicast === true ? IFF_MULTICAST : 0) |
      (arp === false ? IFF_NOARP : 0),
    change:
      (up === undefined ? 0 : IFF_UP) |
      (promiscuous === undefined ? 0 : IFF_PROMISC) |
      (allMulticast === undefined ? 0 : IFF_ALLMULTI) |
      (multicast === undefined ? 0 : IFF_MULTICAST) |
      (arp === undefined ? 0 : IFF_NOARP),
  };
}

export function writeLinkHeader(writer: MessageWriter, index: number, { flags, change }: DeviceFlags): void {
  writer.u8(AF_UNSPEC).u8(0).u16(0).u32(index).u32(flags).u32(change);
}
