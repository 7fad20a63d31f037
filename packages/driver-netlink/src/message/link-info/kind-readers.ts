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

/** Readers of IFLA_INFO_DATA by kind. A kind that is not here shows its common attributes alone. */
export const KIND_READERS: { readonly [kind: string]: (info: AttributeTable, type: number) => KindDetails } = {
  bridge: (info, type) => ({ data: readBridge(table.readNested(info, type)), mode: undefined }),
  macvlan,
  macvtap: macvlan,
};
