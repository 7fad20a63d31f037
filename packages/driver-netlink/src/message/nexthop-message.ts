import { ROUTE_PROTOCOLS } from '../name/route-protocol.js';
import {
  NEXTHOP_GRP_TYPE_RES,
  NHA_BLACKHOLE,
  NHA_FDB,
  NHA_GATEWAY,
  NHA_GROUP,
  NHA_GROUP_TYPE,
  NHA_ID,
  NHA_OIF,
  NHA_RES_GROUP,
  NHA_RES_GROUP_BUCKETS,
  NHA_RES_GROUP_IDLE_TIMER,
  NHA_RES_GROUP_UNBALANCED_TIMER,
} from '../wire/constant/nha.js';
import { ADD, DO, NLM_F_DUMP, NLM_F_REQUEST, PUT } from '../wire/constant/nlm.js';
import { RTNH_F_ONLINK } from '../wire/constant/rta.js';
import { AF_UNSPEC, RTM_DELNEXTHOP, RTM_GETNEXTHOP, RTM_NEWNEXTHOP } from '../wire/constant/rtm.js';
import { familyNumber, parseIp } from '../wire/ip-address.js';
import type { MessageWriter } from '../wire/message-writer.js';
import type { Nexthop, NexthopMember, ResilientGroup } from './nexthop.js';

/** Timers are in hundredths of a second: `clock_t`, of which there are 100 in one on every Linux (USER_HZ). */
export const TICKS_A_SECOND = 100;

/** RTM_NEWNEXTHOP. `ip nexthop add|replace …`. The kernel works the scope out itself. */
export function writeNexthopAdd(writer: MessageWriter, verb: 'add' | 'replace', nexthop: Omit<Nexthop, 'scope'>): void {
  const { id, family, gateway, devIndex, group, resilient } = nexthop;
  writer.begin(RTM_NEWNEXTHOP, verb === 'add' ? ADD : PUT);
  writeHeader(writer, {
    family: family === undefined ? AF_UNSPEC : familyNumber(family),
    protocol: nexthop.protocol === undefined ? 0 : ROUTE_PROTOCOLS.number(nexthop.protocol),
    flags: nexthop.onLink === true ? RTNH_F_ONLINK : 0,
  });
  writer.attributeU32(NHA_ID, id);
  if (gateway !== undefined) writer.attributeBytes(NHA_GATEWAY, parseIp(gateway));
  if (devIndex !== undefined) writer.attributeU32(NHA_OIF, devIndex);
  if (nexthop.blackhole === true) writer.attributeBytes(NHA_BLACKHOLE, NOTHING);
  if (nexthop.fdb === true) writer.attributeBytes(NHA_FDB, NOTHING);
  if (group !== undefined) writeGroup(writer, group);
  if (resilient !== undefined) writeResilient(writer, resilient);
  writer.finish();
}

/** RTM_DELNEXTHOP. `ip nexthop delete id …`. Groups lose the member, and routes that lead there go. */
export function writeNexthopDelete(writer: MessageWriter, id: number): void {
  writer.begin(RTM_DELNEXTHOP, DO);
  writeHeader(writer, { family: AF_UNSPEC, protocol: 0, flags: 0 });
  writer.attributeU32(NHA_ID, id);
  writer.finish();
}

/** RTM_GETNEXTHOP: every nexthop object. `ip nexthop show`. */
export function writeNexthopDump(writer: MessageWriter): void {
  writer.begin(RTM_GETNEXTHOP, NLM_F_REQUEST | NLM_F_DUMP);
  writeHeader(writer, { family: AF_UNSPEC, protocol: 0, flags: 0 });
  writer.finish();
}

/** A flag is an attribute without a value. */
const NOTHING = new Uint8Array(0);

/** `struct nhmsg`: family, scope, protocol, a byte that is reserved, flags. */
function writeHeader(
  writer: MessageWriter,
  { family, protocol, flags }: { readonly family: number; readonly protocol: number; readonly flags: number },
): void {
  writer.u8(family).u8(0).u8(protocol).u8(0).u32(flags);
}

/** NHA_GROUP: a `struct nexthop_grp` for each member: id, the weight less one in two bytes apart, and two reserved. */
function writeGroup(writer: MessageWriter, group: readonly NexthopMember[]): void {
  const at = writer.nestPlain(NHA_GROUP);
  for (const { id, weight } of group) {
    writer
      .u32(id)
      .u8((weight - 1) & 0xff)
      .u8((weight - 1) >> 8)
      .u16(0);
  }
  writer.endNest(at);
}

function writeResilient(writer: MessageWriter, { buckets, idleTimer, unbalancedTimer }: ResilientGroup): void {
  writer.attributeU16(NHA_GROUP_TYPE, NEXTHOP_GRP_TYPE_RES);
  const at = writer.nest(NHA_RES_GROUP);
  if (buckets !== undefined) writer.attributeU16(NHA_RES_GROUP_BUCKETS, buckets);
  if (idleTimer !== undefined) writer.attributeU32(NHA_RES_GROUP_IDLE_TIMER, idleTimer * TICKS_A_SECOND);
  if (unbalancedTimer !== undefined) {
    writer.attributeU32(NHA_RES_GROUP_UNBALANCED_TIMER, unbalancedTimer * TICKS_A_SECOND);
  }
  writer.endNest(at);
}
