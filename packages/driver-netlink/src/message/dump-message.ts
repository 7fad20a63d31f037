import type { AF_INET, AF_INET6 } from '../libc/constants.js';
import { IFLA_EXT_MASK } from '../wire/constant/ifla.js';
import { NLM_F_DUMP, NLM_F_REQUEST } from '../wire/constant/nlm.js';
import { NTF_PROXY } from '../wire/constant/nda.js';
import {
  AF_BRIDGE,
  AF_UNSPEC,
  RTEXT_FILTER_SKIP_STATS,
  RTM_GETADDR,
  RTM_GETLINK,
  RTM_GETNEIGH,
  RTM_GETROUTE,
  RTM_GETRULE,
} from '../wire/constant/rtm.js';
import type { MessageWriter } from '../wire/message-writer.js';
import { NO_FLAGS, writeLinkHeader } from './link-header.js';
import { writeNeighbourHeader } from './neighbour-message.js';

const DUMP = NLM_F_REQUEST | NLM_F_DUMP;

/** Every link, without statistics. `ip link show`. */
export function writeLinkDump(writer: MessageWriter): void {
  writer.begin(RTM_GETLINK, DUMP);
  writeLinkHeader(writer, 0, NO_FLAGS);
  writer.attributeU32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
  writer.finish();
}

/** Every address. `ip address show`. */
export function writeAddressDump(writer: MessageWriter): void {
  writer.begin(RTM_GETADDR, DUMP);
  writer.u8(AF_UNSPEC).u8(0).u8(0).u8(0).u32(0);
  writer.finish();
}

/** Every route of a family, in every table. `ip route show table all`. */
export function writeRouteDump(writer: MessageWriter, family: typeof AF_INET | typeof AF_INET6): void {
  writer.begin(RTM_GETROUTE, DUMP);
  writer.u8(family).u8(0).u16(0).u32(0).u32(0);
  writer.finish();
}

/** Every policy rule of a family. `ip rule show`. */
export function writeRuleDump(writer: MessageWriter, family: typeof AF_INET | typeof AF_INET6): void {
  writer.begin(RTM_GETRULE, DUMP);
  writer.u8(family).u8(0).u16(0).u32(0).u32(0);
  writer.finish();
}

/** Every neighbour, or every proxy entry. `ip neighbour show nud all`, `ip neighbour show proxy`. */
export function writeNeighbourDump(writer: MessageWriter, which: 'neighbours' | 'proxies'): void {
  writer.begin(RTM_GETNEIGH, DUMP);
  writeNeighbourHeader(writer, AF_UNSPEC, 0, 0, which === 'proxies' ? NTF_PROXY : 0);
  writer.finish();
}

/** Every forwarding entry. `bridge fdb show`. */
export function writeFdbDump(writer: MessageWriter): void {
  writer.begin(RTM_GETNEIGH, DUMP);
  writeNeighbourHeader(writer, AF_BRIDGE, 0, 0, 0);
  writer.finish();
}
