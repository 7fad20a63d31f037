import type { RouteType } from '@netloom/core';
import type { IpAddress } from './ip/ip-address.js';
import type { NetworkNamespace } from './network-namespace.js';
import { REFUSING_TYPES } from './reachability/look-up.js';
import { LOCAL_TABLE } from './route.js';

/** Addresses that are what they are in every namespace (RFC 1122, section 3.2.1.3; RFC 5771). */
export function fixedType4({ value }: IpAddress): 'broadcast' | 'multicast' | undefined {
  if (value === 0n || value === 0xffffffffn) return 'broadcast';
  return value >> 28n === 0xen ? 'multicast' : undefined;
}

/**
 * What an IPv4 address is to a namespace, by its local table (`__inet_dev_addr_type()`). Before there is one, every address
 * counts as broadcast.
 */
export function addressType4({ routes }: NetworkNamespace, address: IpAddress): RouteType {
  const fixed = fixedType4(address);
  if (fixed !== undefined) return fixed;
  if (!routes.hasTable('inet', LOCAL_TABLE)) return 'broadcast';
  for (const { type } of routes.covering(LOCAL_TABLE, address)) return endsSearch(type) ? 'unicast' : type;
  return 'unicast';
}

/** A route that ends the search says nothing of the address (`fib_table_lookup()` fails). */
function endsSearch(type: RouteType): boolean {
  return type === 'throw' || REFUSING_TYPES.has(type);
}
