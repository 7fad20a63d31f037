import type { NeighbourAttributes, NeighbourDelete, NeighbourState } from '@netloom/core';
import { AttributeTable } from '../wire/attribute-table.js';
import {
  NDA_DST,
  NDA_LLADDR,
  NDA_MASTER,
  NTF_PROXY,
  NTF_ROUTER,
  NUD_DELAY,
  NUD_FAILED,
  NUD_INCOMPLETE,
  NUD_NOARP,
  NUD_PERMANENT,
  NUD_PROBE,
  NUD_REACHABLE,
  NUD_STALE,
} from '../wire/constant/nda.js';
import { ADD, DO, PUT } from '../wire/constant/nlm.js';
import { RTM_DELNEIGH, RTM_NEWNEIGH } from '../wire/constant/rtm.js';
import { familyName, familyNumber, parseIp } from '../wire/ip-address.js';
import { parseMac } from '../wire/mac-address.js';
import type { MessageReader } from '../wire/message-reader.js';
import type { MessageWriter } from '../wire/message-writer.js';

/** The states of a neighbour entry, `ip neighbour … nud STATE`. */
const STATES: { readonly [state: string]: number } = {
  permanent: NUD_PERMANENT,
  noarp: NUD_NOARP,
  reachable: NUD_REACHABLE,
  stale: NUD_STALE,
  delay: NUD_DELAY,
  probe: NUD_PROBE,
  failed: NUD_FAILED,
  incomplete: NUD_INCOMPLETE,
};

/** RTM_NEWNEIGH. `ip neighbour add|replace …`. */
export function writeNeighbourAdd(
  writer: MessageWriter,
  verb: 'add' | 'replace',
  neighbour: NeighbourAttributes,
  ifindex: number,
): void {
  const flags = (neighbour.proxy === true ? NTF_PROXY : 0) | (neighbour.router === true ? NTF_ROUTER : 0);
  const state = STATES[neighbour.state ?? 'permanent'] ?? NUD_PERMANENT;
  writer.begin(RTM_NEWNEIGH, verb === 'add' ? ADD : PUT);
  writeNeighbourHeader(writer, familyNumber(neighbour.family), ifindex, state, flags);
  writer.attributeBytes(NDA_DST, parseIp(neighbour.address));
  if (neighbour.mac !== undefined) writer.attributeBytes(NDA_LLADDR, parseMac(neighbour.mac));
  writer.finish();
}

/** RTM_DELNEIGH. `ip neighbour delete …`. */
export function writeNeighbourDelete(
  writer: MessageWriter,
  neighbour: Pick<NeighbourDelete, 'family' | 'address' | 'proxy'>,
  ifindex: number,
): void {
  writer.begin(RTM_DELNEIGH, DO);
  writeNeighbourHeader(writer, familyNumber(neighbour.family), ifindex, 0, neighbour.proxy === true ? NTF_PROXY : 0);
  writer.attributeBytes(NDA_DST, parseIp(neighbour.address));
  writer.finish();
}

/** `struct ndmsg`: family, index, state, flags, type. */
export function writeNeighbourHeader(
  writer: MessageWriter,
  family: number,
  ifindex: number,
  state: number,
  flags: number,
): void {
  writer.u8(family).u8(0).u16(0).u32(ifindex).u16(state).u8(flags).u8(0);
}

const table = new AttributeTable(NDA_MASTER);

/**
 * RTM_NEWNEIGH of an address family as the kernel sends it; nothing for an entry that says nothing (state 0), and for those
 * of multicast, which are the kernel's own and come and go.
 */
export function readNeighbour(
  reader: MessageReader,
  linkName: (ifindex: number) => string,
): NeighbourState | undefined {
  const attributes = reader.fixedPart(12);
  const family = familyName(reader.u8(0));
  if (family === undefined) return undefined;
  table.read(reader, attributes, reader.end);
  const flags = reader.u8(10);
  const proxy = (flags & NTF_PROXY) !== 0;
  const state = proxy ? 'permanent' : stateName(reader.u16(8));
  if (state === undefined || isMulticast(reader)) return undefined;
  const address = table.ip(NDA_DST);
  if (address === undefined) return undefined;
  const ifindex = reader.u32(4);
  const result: { -readonly [K in keyof NeighbourState]: NeighbourState[K] } = {
    link: linkName(ifindex),
    ifindex,
    family,
    address,
    state,
  };
  const mac = proxy ? undefined : table.mac(NDA_LLADDR);
  if (mac !== undefined && mac !== '') result.mac = mac;
  if (proxy) result.proxy = true;
  if ((flags & NTF_ROUTER) !== 0) result.router = true;
  return result;
}

/** RFC 5771 and RFC 4291. */
function isMulticast({ bytes }: MessageReader): boolean {
  if (!table.has(NDA_DST)) return false;
  const start = table.start(NDA_DST);
  const first = bytes[start] ?? 0;
  return table.end(NDA_DST) - start === 4 ? first >= 224 && first < 240 : first === 0xff;
}

const STATE_NAMES = Object.keys(STATES);

function stateName(state: number): string | undefined {
  return STATE_NAMES.find((name) => (state & (STATES[name] ?? 0)) !== 0);
}
