import type { PortOptions } from '@netloom/core';
import type { AttributeTable } from '../../wire/attribute-table.js';
import {
  IFLA_BRPORT_BCAST_FLOOD,
  IFLA_BRPORT_COST,
  IFLA_BRPORT_FAST_LEAVE,
  IFLA_BRPORT_GUARD,
  IFLA_BRPORT_ISOLATED,
  IFLA_BRPORT_LEARNING,
  IFLA_BRPORT_MCAST_FLOOD,
  IFLA_BRPORT_MODE,
  IFLA_BRPORT_NEIGH_SUPPRESS,
  IFLA_BRPORT_PRIORITY,
  IFLA_BRPORT_PROTECT,
  IFLA_BRPORT_UNICAST_FLOOD,
} from '../../wire/constant/ifla-kind.js';
import type { MessageWriter } from '../../wire/message-writer.js';

/** Options of a port that are on or off, with their attribute. */
const SWITCHES: { readonly [O in Exclude<keyof PortOptions, 'cost' | 'priority'>]: number } = {
  isolated: IFLA_BRPORT_ISOLATED,
  hairpin: IFLA_BRPORT_MODE,
  guard: IFLA_BRPORT_GUARD,
  rootBlock: IFLA_BRPORT_PROTECT,
  fastLeave: IFLA_BRPORT_FAST_LEAVE,
  learning: IFLA_BRPORT_LEARNING,
  flood: IFLA_BRPORT_UNICAST_FLOOD,
  multicastFlood: IFLA_BRPORT_MCAST_FLOOD,
  broadcastFlood: IFLA_BRPORT_BCAST_FLOOD,
  neighbourSuppress: IFLA_BRPORT_NEIGH_SUPPRESS,
};

const NAMES = Object.keys(SWITCHES) as (keyof typeof SWITCHES)[];

export function writePort(writer: MessageWriter, port: PortOptions): void {
  if (port.cost !== undefined) writer.attributeU32(IFLA_BRPORT_COST, port.cost);
  if (port.priority !== undefined) writer.attributeU16(IFLA_BRPORT_PRIORITY, port.priority);
  for (const name of NAMES) {
    const value = port[name];
    if (value !== undefined) writer.attributeU8(SWITCHES[name], Number(value));
  }
}

export function readPort(table: AttributeTable): PortOptions {
  const result: { -readonly [O in keyof PortOptions]: PortOptions[O] } = {};
  const cost = table.u32(IFLA_BRPORT_COST);
  if (cost !== undefined) result.cost = cost;
  const priority = table.u16(IFLA_BRPORT_PRIORITY);
  if (priority !== undefined) result.priority = priority;
  for (const name of NAMES) {
    const value = table.u8(SWITCHES[name]);
    if (value !== undefined) result[name] = value !== 0;
  }
  return result;
}
