import { ROUTE_PROTOCOLS } from '../name/route-protocol.js';
import { SCOPES } from '../name/scope.js';
import { AttributeTable } from '../wire/attribute-table.js';
import { LITTLE_ENDIAN } from '../wire/byte-order.js';
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
import { RTNH_F_ONLINK } from '../wire/constant/rta.js';
import { DecodeError } from '../wire/decode-error.js';
import { familyName } from '../wire/ip-address.js';
import type { MessageReader } from '../wire/message-reader.js';
import type { Nexthop, NexthopMember, ResilientGroup } from './nexthop.js';
import { TICKS_A_SECOND } from './nexthop-message.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const table = new AttributeTable(NHA_RES_GROUP);
const resilientTable = new AttributeTable(NHA_RES_GROUP_UNBALANCED_TIMER);

/** RTM_NEWNEXTHOP as the kernel sends it; nothing for one without a number. */
export function readNexthop(reader: MessageReader): Nexthop | undefined {
  table.read(reader, reader.fixedPart(8), reader.end);
  const id = table.u32(NHA_ID);
  if (id === undefined) return undefined;
  const result: Mutable<Nexthop> = { id, scope: SCOPES.name(reader.u8(1)) };
  const family = familyName(reader.u8(0));
  if (family !== undefined) result.family = family;
  const protocol = reader.u8(2);
  if (protocol !== 0) result.protocol = ROUTE_PROTOCOLS.name(protocol);
  if ((reader.u32(4) & RTNH_F_ONLINK) !== 0) result.onLink = true;
  const gateway = table.ip(NHA_GATEWAY);
  if (gateway !== undefined) result.gateway = gateway;
  const devIndex = table.u32(NHA_OIF);
  if (devIndex !== undefined) result.devIndex = devIndex;
  if (table.has(NHA_BLACKHOLE)) result.blackhole = true;
  if (table.has(NHA_FDB)) result.fdb = true;
  if (table.has(NHA_GROUP)) result.group = readGroup(reader);
  if (table.u16(NHA_GROUP_TYPE) === NEXTHOP_GRP_TYPE_RES) result.resilient = readResilient();
  return result;
}

/** The length of a `struct nexthop_grp`. */
const MEMBER_LENGTH = 8;

function readGroup(reader: MessageReader): readonly NexthopMember[] {
  const start = table.start(NHA_GROUP);
  const end = table.end(NHA_GROUP);
  if ((end - start) % MEMBER_LENGTH !== 0) throw new DecodeError('a group of next hops has a wrong length');
  const result: NexthopMember[] = [];
  for (let at = start; at < end; at += MEMBER_LENGTH) {
    // The high byte is newer than the structure (Linux 6.12): zero before.
    const weight = reader.view.getUint8(at + 4) | (reader.view.getUint8(at + 5) << 8);
    result.push({ id: reader.view.getUint32(at, LITTLE_ENDIAN), weight: weight + 1 });
  }
  return result;
}

function readResilient(): ResilientGroup {
  resilientTable.readNested(table, NHA_RES_GROUP);
  const buckets = resilientTable.u16(NHA_RES_GROUP_BUCKETS);
  const idle = resilientTable.u32(NHA_RES_GROUP_IDLE_TIMER);
  const unbalanced = resilientTable.u32(NHA_RES_GROUP_UNBALANCED_TIMER);
  return {
    ...(buckets === undefined ? {} : { buckets }),
    ...(idle === undefined ? {} : { idleTimer: idle / TICKS_A_SECOND }),
    ...(unbalanced === undefined ? {} : { unbalancedTimer: unbalanced / TICKS_A_SECOND }),
  };
}
