import { parseBoolean } from '../value/boolean.js';
import type { Fields, Given } from '../value/fields.js';
import type { Input } from '../value/input.js';
import { integer } from '../value/integer.js';
import { parseInterfaceName } from '../value/interface-name.js';
import type { KnownName } from '../value/known-name.js';
import { listOf } from '../value/list-of.js';
import { refuse, type Parser, type Refused } from '../value/parsed.js';
import type { BridgeData } from './bridge.js';
import { LINK_FIELDS, type LinkSettings } from './link-fields.js';
import type { LinkOptions } from './link-options.js';

/** See ip-link(8), "BRIDGE Type Support". Times are in hundredths of a second. */
export interface BridgeOptions<L extends string = never> extends LinkOptions<L>, Input<BridgeData> {
  /** Links of the same namespace that become ports. */
  readonly ports?: readonly KnownName<L>[] | undefined;
}

/** The options of a bridge, parsed. */
export interface BridgeSettings extends LinkSettings, Required<BridgeData> {
  readonly ports: readonly string[];
}

/** BR_GROUPFWD_RESTRICTED of br_private.h: STP, pause and LACP frames are never forwarded. */
const NEVER_FORWARDED = 0b111;

const parseMask = integer('group-forward-mask', 0, 0xff_ff);

const parseGroupForwardMask: Parser<number> = (value) => {
  const parsed = parseMask(value);
  if (!parsed.ok || (parsed.value & NEVER_FORWARDED) === 0) return parsed;
  return refuse('group-forward-mask', 'the lowest three bits (STP, pause, LACP) cannot be set');
};

/** What bridges can also be given later, by `.link()`. Ranges: br_stp.c and IEEE 802.1D, table 17-1. */
export const BRIDGE_DATA_FIELDS: Fields<BridgeData> = {
  stp: parseBoolean,
  priority: integer('bridge-priority', 0, 65_535),
  forwardDelay: integer('bridge-time', 0, 3000, 'hundredths of a second'),
  helloTime: integer('bridge-time', 100, 1000, 'hundredths of a second'),
  maxAge: integer('bridge-time', 600, 4000, 'hundredths of a second'),
  ageingTime: integer('bridge-time', 0, 100_000_000, 'hundredths of a second'),
  vlanFiltering: parseBoolean,
  multicastSnooping: parseBoolean,
  groupForwardMask: parseGroupForwardMask,
};

export const BRIDGE_FIELDS: Fields<BridgeSettings> = {
  ...LINK_FIELDS,
  ...BRIDGE_DATA_FIELDS,
  ports: listOf(parseInterfaceName),
};

/** Under the spanning tree protocol the kernel takes 2 to 30 seconds (BR_MIN_FORWARD_DELAY); without it, also less. */
export function checkBridge({ stp, forwardDelay }: Given<BridgeData>): Refused | undefined {
  if (stp !== true || forwardDelay === undefined || forwardDelay >= 200) return undefined;
  return refuse('bridge-time', `\`forwardDelay\`: with \`stp\` it is at least 200 (two seconds), got ${forwardDelay}`);
}
