import type { MacvlanMode } from '@netloom/core';
import type { AttributeTable } from '../../wire/attribute-table.js';
import { IFLA_MACVLAN_MODE } from '../../wire/constant/ifla-kind.js';
import type { MessageWriter } from '../../wire/message-writer.js';

/** `enum macvlan_mode` (linux/if_link.h). macvtap has the same. */
const MODES: { readonly [M in MacvlanMode]: number } = { private: 1, vepa: 2, bridge: 4, passthru: 8, source: 16 };

export function writeMacvlan(writer: MessageWriter, data: { readonly mode?: MacvlanMode }): void {
  if (data.mode !== undefined) writer.attributeU32(IFLA_MACVLAN_MODE, MODES[data.mode]);
}

export function readMacvlanMode(table: AttributeTable): string | undefined {
  const number = table.u32(IFLA_MACVLAN_MODE);
  return Object.entries(MODES).find(([, value]) => value === number)?.[0];
}
