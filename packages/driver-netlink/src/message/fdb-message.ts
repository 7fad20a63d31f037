import type { FdbAttributes, FdbState } from '@netloom/core';
import { AttributeTable } from '../wire/attribute-table.js';
import {
  NDA_DST,
  NDA_LLADDR,
  NDA_MASTER,
  NDA_VLAN,
  NTF_MASTER,
  NTF_SELF,
  NUD_NOARP,
  NUD_PERMANENT,
  NUD_REACHABLE,
} from '../wire/constant/nda.js';
import { ADD, DO } from '../wire/constant/nlm.js';
import { AF_BRIDGE, RTM_DELNEIGH, RTM_NEWNEIGH } from '../wire/constant/rtm.js';
import { parseIp } from '../wire/ip-address.js';
import { parseMac } from '../wire/mac-address.js';
import type { MessageReader } from '../wire/message-reader.js';
import type { MessageWriter } from '../wire/message-writer.js';
import { writeNeighbourHeader } from './neighbour-message.js';

/** RTM_NEWNEIGH or RTM_DELNEIGH of the bridge family. `bridge fdb add|delete …`. */
export function writeFdb(writer: MessageWriter, verb: 'add' | 'delete', entry: FdbAttributes, ifindex: number): void {
  writer.begin(verb === 'add' ? RTM_NEWNEIGH : RTM_DELNEIGH, verb === 'add' ? ADD : DO);
  const state = entry.state === 'static' ? NUD_NOARP | NUD_REACHABLE : NUD_PERMANENT;
  writeNeighbourHeader(writer, AF_BRIDGE, ifindex, state, entry.owner === 'self' ? NTF_SELF : NTF_MASTER);
  writer.attributeBytes(NDA_LLADDR, parseMac(entry.mac));
  if (entry.vlan !== undefined) writer.attributeU16(NDA_VLAN, entry.vlan);
  if (entry.destination !== undefined) writer.attributeBytes(NDA_DST, parseIp(entry.destination));
  writer.finish();
}

const table = new AttributeTable(NDA_MASTER);

/** RTM_NEWNEIGH of the bridge family as the kernel sends it. */
export function readFdb(reader: MessageReader, linkName: (ifindex: number) => string): FdbState | undefined {
  const attributes = reader.fixedPart(12);
  if (reader.u8(0) !== AF_BRIDGE) return undefined;
  table.read(reader, attributes, reader.end);
  const mac = table.mac(NDA_LLADDR);
  if (mac === undefined) return undefined;
  const ifindex = reader.u32(4);
  const result: { -readonly [K in keyof FdbState]: FdbState[K] } = {
    link: linkName(ifindex),
    ifindex,
    mac,
    owner: (reader.u8(10) & NTF_SELF) === 0 ? 'master' : 'self',
    state: fdbState(reader.u16(8)),
  };
  const vlan = table.u16(NDA_VLAN);
  if (vlan !== undefined && vlan !== 0) result.vlan = vlan;
  const destination = table.ip(NDA_DST);
  if (destination !== undefined) result.destination = destination;
  return result;
}

function fdbState(state: number): FdbState['state'] {
  if ((state & NUD_PERMANENT) !== 0) return 'permanent';
  return (state & NUD_NOARP) === 0 ? 'dynamic' : 'static';
}
