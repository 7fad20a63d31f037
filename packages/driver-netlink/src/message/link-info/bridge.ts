import type { BridgeData, JsonValue } from '@netloom/core';
import type { AttributeTable } from '../../wire/attribute-table.js';
import {
  IFLA_BR_AGEING_TIME,
  IFLA_BR_FORWARD_DELAY,
  IFLA_BR_GROUP_FWD_MASK,
  IFLA_BR_HELLO_TIME,
  IFLA_BR_MAX_AGE,
  IFLA_BR_MCAST_SNOOPING,
  IFLA_BR_PRIORITY,
  IFLA_BR_STP_STATE,
  IFLA_BR_VLAN_FILTERING,
} from '../../wire/constant/ifla-kind.js';
import type { MessageWriter } from '../../wire/message-writer.js';

/** Options of a bridge. The kernel takes and gives its times in hundredths of a second, as {@link BridgeData} has them. */
export function writeBridge(writer: MessageWriter, data: BridgeData): void {
  if (data.forwardDelay !== undefined) writer.attributeU32(IFLA_BR_FORWARD_DELAY, data.forwardDelay);
  if (data.helloTime !== undefined) writer.attributeU32(IFLA_BR_HELLO_TIME, data.helloTime);
  if (data.maxAge !== undefined) writer.attributeU32(IFLA_BR_MAX_AGE, data.maxAge);
  if (data.ageingTime !== undefined) writer.attributeU32(IFLA_BR_AGEING_TIME, data.ageingTime);
  if (data.stp !== undefined) writer.attributeU32(IFLA_BR_STP_STATE, Number(data.stp));
  if (data.priority !== undefined) writer.attributeU16(IFLA_BR_PRIORITY, data.priority);
  if (data.vlanFiltering !== undefined) writer.attributeU8(IFLA_BR_VLAN_FILTERING, Number(data.vlanFiltering));
  if (data.groupForwardMask !== undefined) writer.attributeU16(IFLA_BR_GROUP_FWD_MASK, data.groupForwardMask);
  if (data.multicastSnooping !== undefined) writer.attributeU8(IFLA_BR_MCAST_SNOOPING, Number(data.multicastSnooping));
}

export function readBridge(table: AttributeTable): { readonly [option: string]: JsonValue } {
  return {
    stp: (table.u32(IFLA_BR_STP_STATE) ?? 0) !== 0,
    priority: table.u16(IFLA_BR_PRIORITY) ?? 0,
    forwardDelay: table.u32(IFLA_BR_FORWARD_DELAY) ?? 0,
    helloTime: table.u32(IFLA_BR_HELLO_TIME) ?? 0,
    maxAge: table.u32(IFLA_BR_MAX_AGE) ?? 0,
    ageingTime: table.u32(IFLA_BR_AGEING_TIME) ?? 0,
    vlanFiltering: (table.u8(IFLA_BR_VLAN_FILTERING) ?? 0) !== 0,
    multicastSnooping: (table.u8(IFLA_BR_MCAST_SNOOPING) ?? 0) !== 0,
    groupForwardMask: table.u16(IFLA_BR_GROUP_FWD_MASK) ?? 0,
  };
}
