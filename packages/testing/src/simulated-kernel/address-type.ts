import type { RouteType } from '@netloom/core';
import type { IpAddress } from './ip/ip-address.js';
import type { NetworkNamespace } from './network-namespace.js';
import { LOCAL_TABLE } from './route.js';

/**
 * What an IPv4 address is to a namespace, by its local table (`__inet_dev_addr_type()`). Before there is one, every address
 * counts as broadcast.
 */
export function addressType4({ routes }: NetworkNamespace, address: IpAddress): RouteType {
  const first = address.value >> 24n;
  if (first === 0n || address.value === 0xffffffffn) return 'broadcast';
  if (first >> 4n === 0xen) return 'multicast';
  if (!routes.hasTable('inet', LOCAL_TABLE)) return 'broadcast';
  for (const route of routes.covering(LOCAL_TABLE, address)) return route.type;
  return 'unicast';
}
