import { IFLA_ALT_IFNAME, IFLA_IFNAME } from '../wire/constant/ifla.js';
import { DO } from '../wire/constant/nlm.js';
import type { MessageWriter } from '../wire/message-writer.js';
import { writeLinkHeader, type DeviceFlags } from './link-header.js';

/** A link as a message names it: by its index, which is exact, or by its name. */
export type LinkKey = number | string;

/** The bytes of a name, with its closing NUL (linux/if.h); what is longer can be an altname alone. */
const IFNAMSIZ = 16;

/** Begins a message on a link that exists. */
export function beginOn(
  writer: MessageWriter,
  type: number,
  key: LinkKey,
  flags: DeviceFlags,
  request: number = DO,
): void {
  writer.begin(type, request);
  writeLinkHeader(writer, typeof key === 'number' ? key : 0, flags);
  if (typeof key !== 'string') return;
  const isName = Buffer.byteLength(key) < IFNAMSIZ;
  writer.attributeString(isName ? IFLA_IFNAME : IFLA_ALT_IFNAME, key);
}
