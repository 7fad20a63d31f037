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

/** The flags that are asked for, and the mask of them. */
export function deviceFlags(attributes: LinkAttributes): DeviceFlags {
  let flags = 0;
  let change = 0;
  const put = (bit: number, value: boolean | undefined): void => {
    if (value === undefined) return;
    change |= bit;
    if (value) flags |= bit;
  };
  put(IFF_UP, attributes.up);
  put(IFF_PROMISC, attributes.promiscuous);
  put(IFF_ALLMULTI, attributes.allMulticast);
  put(IFF_MULTICAST, attributes.multicast);
  put(IFF_NOARP, attributes.arp === undefined ? undefined : !attributes.arp);
  return { flags, change };
}

export function writeLinkHeader(writer: MessageWriter, index: number, { flags, change }: DeviceFlags): void {
  writer.u8(AF_UNSPEC).u8(0).u16(0).u32(index).u32(flags).u32(change);
}
