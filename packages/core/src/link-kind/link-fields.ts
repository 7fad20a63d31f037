import type { LinkAttributes } from '../operation/link-attributes.js';
import type { PortOptions } from '../operation/port-options.js';
import { parseAlias } from '../value/alias.js';
import { parseBoolean } from '../value/boolean.js';
import { parseDurationMs } from '../value/duration.js';
import type { Fields, Given } from '../value/fields.js';
import { integer, UINT32_MAX } from '../value/integer.js';
import { parseAlternativeName, parseInterfaceName } from '../value/interface-name.js';
import { parseInterfaceAddress, type IpPrefix } from '../value/ip-prefix.js';
import { listOf, oneOrMore } from '../value/list-of.js';
import { parseMacAddress } from '../value/mac-address.js';
import { parseMtu } from '../value/mtu.js';
import { oneOf } from '../value/one-of.js';
import { accept, type Parser } from '../value/parsed.js';
import { recordOf } from '../value/record-of.js';

/** The options of a DHCP client, parsed. */
export interface DhcpSettings {
  readonly client: 'udhcpc' | 'dhcpcd' | 'dhclient';
  readonly timeoutMs: number;
}

export const DHCP_FIELDS: Fields<DhcpSettings> = {
  client: oneOf('dhcp-client', ['udhcpc', 'dhcpcd', 'dhclient']),
  timeoutMs: parseDurationMs,
};

/** Ranges of br_netlink.c (cost) and br_private.h (priority has six bits). */
export const PORT_FIELDS: Fields<PortOptions> = {
  cost: integer('port-cost', 1, 65_535),
  priority: integer('port-priority', 0, 63),
  isolated: parseBoolean,
  hairpin: parseBoolean,
  guard: parseBoolean,
  rootBlock: parseBoolean,
  fastLeave: parseBoolean,
  learning: parseBoolean,
  flood: parseBoolean,
  multicastFlood: parseBoolean,
  broadcastFlood: parseBoolean,
  neighbourSuppress: parseBoolean,
};

/** The attributes of a link that a user may say; indexes are ours. */
type SaidAttributes = Required<Omit<LinkAttributes, 'masterIndex'>>;

/** The options of any link, parsed. */
export interface LinkSettings extends SaidAttributes {
  readonly address: readonly IpPrefix[];
  readonly dhcp: false | Given<DhcpSettings>;
  readonly port: Given<PortOptions>;
}

const parseDhcpSettings = recordOf(DHCP_FIELDS);

const parseDhcp: Parser<false | Given<DhcpSettings>> = (value) => {
  if (value === false) return accept(false);
  return value === true ? accept({}) : parseDhcpSettings(value);
};

/** Those that `.link()` can change as well, by the same words. */
export const LINK_ATTRIBUTE_FIELDS: Fields<Omit<SaidAttributes, 'altNames'>> = {
  up: parseBoolean,
  mac: parseMacAddress,
  mtu: parseMtu,
  master: parseInterfaceName,
  alias: parseAlias,
  txQueueLength: integer('tx-queue-length', 0, UINT32_MAX, 'packets'),
  group: integer('group', 0, UINT32_MAX),
  promiscuous: parseBoolean,
  allMulticast: parseBoolean,
  multicast: parseBoolean,
  arp: parseBoolean,
};

export const LINK_FIELDS: Fields<LinkSettings> = {
  ...LINK_ATTRIBUTE_FIELDS,
  altNames: listOf(parseAlternativeName),
  address: oneOrMore(parseInterfaceAddress),
  dhcp: parseDhcp,
  port: recordOf(PORT_FIELDS),
};
