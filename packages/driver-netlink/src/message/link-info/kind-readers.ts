import type { JsonValue } from '@netloom/core';
import { AttributeTable } from '../../wire/attribute-table.js';
import { IFLA_BR_MCAST_SNOOPING } from '../../wire/constant/ifla-kind.js';
import { readBridge } from './bridge.js';
import { readMacvlanMode } from './macvlan.js';

/** What a kind's data says: its options in the words of `LinkKinds`, and its mode where it has one. */
export interface KindDetails {
  readonly data: { readonly [option: string]: JsonValue };
  readonly mode: string | undefined;
}

const table = new AttributeTable(IFLA_BR_MCAST_SNOOPING);

function macvlan(info: AttributeTable, type: number): KindDetails {
  return { data: {}, mode: readMacvlanMode(table.readNested(info, type)) };
}

function bridge(info: AttributeTable, type: number): KindDetails {
  return { data: readBridge(table.readNested(info, type)), mode: undefined };
}

/**
 * Readers of IFLA_INFO_DATA by kind. A kind that is not here shows its common attributes alone. A map, since a name that
 * comes from outside must not find what every object has.
 */
export const KIND_READERS: ReadonlyMap<string, (info: AttributeTable, type: number) => KindDetails> = new Map([
  ['bridge', bridge],
  ['macvlan', macvlan],
  ['macvtap', macvlan],
]);
