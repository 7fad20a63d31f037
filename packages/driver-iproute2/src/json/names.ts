import type { RouteType } from '@netloom/core';

/** RT_SCOPE_* of linux/rtnetlink.h; `ip -N` prints the numbers, whatever `/etc/iproute2/rt_scopes` says. */
const SCOPES: Readonly<Record<string, string>> = { 0: 'global', 200: 'site', 253: 'link', 254: 'host', 255: 'nowhere' };

/** RTPROT_* of linux/rtnetlink.h, by the names of `rt_protos`. */
const PROTOCOLS: Readonly<Record<string, string>> = {
  0: 'unspec',
  1: 'redirect',
  2: 'kernel',
  3: 'boot',
  4: 'static',
  8: 'gated',
  9: 'ra',
  10: 'mrt',
  11: 'zebra',
  12: 'bird',
  13: 'dnrouted',
  14: 'xorp',
  15: 'ntk',
  16: 'dhcp',
  18: 'keepalived',
  42: 'babel',
  186: 'bgp',
  187: 'isis',
  188: 'ospf',
  189: 'rip',
  192: 'eigrp',
};

/** RTN_* of linux/rtnetlink.h. */
const ROUTE_TYPES: Readonly<Record<string, RouteType>> = {
  1: 'unicast',
  2: 'local',
  3: 'broadcast',
  4: 'anycast',
  5: 'multicast',
  6: 'blackhole',
  7: 'unreachable',
  8: 'prohibit',
  9: 'throw',
};

/** IFAPROT_* of linux/if_addr.h. */
const ADDRESS_PROTOCOLS: Readonly<Record<string, string>> = { 1: 'kernel_lo', 2: 'kernel_ra', 3: 'kernel_ll' };

/** The name of a scope, or its number as text where it has none. */
export function scopeName(scope: string): string {
  return SCOPES[scope] ?? scope;
}

/** The name of a routing protocol, or its number as text where it has none. */
export function protocolName(protocol: string): string {
  return PROTOCOLS[protocol] ?? protocol;
}

export function routeTypeName(type: string): RouteType | undefined {
  return ROUTE_TYPES[type] ?? Object.values(ROUTE_TYPES).find((name) => name === type);
}

export function addressProtocolName(protocol: string): string {
  return ADDRESS_PROTOCOLS[protocol] ?? protocol;
}
