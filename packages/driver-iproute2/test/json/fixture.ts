import { readFileSync } from 'node:fs';
import { documentsOf } from '../../dist/json/documents.js';
import type { JsonObject } from '../../dist/json/json-object.js';

/**
 * What iproute2 6.1 printed on Linux 6.18 for the lines of the driver: link, address, IPv4 routes, IPv6 routes, rules,
 * neighbours, proxies. `host` has a bridge with one port, a veth pair, and a VXLAN; `blue` is behind the port, `green`
 * has a macvlan and a macvtap on the pair.
 */
export function fixture(name: string): readonly (readonly JsonObject[])[] {
  return documentsOf(readFileSync(new URL(`../../test/fixtures/${name}.jsonl`, import.meta.url), 'utf8'));
}

/** The indexes of the links of the fixtures. */
export function indexOf(name: string): number | undefined {
  const index = { lo: 1, br0: 0, uplink: 1, eth0: 2, one: 3, two: 4, vx0: 7 }[name];
  return index === undefined || name === 'lo' ? index : 1_073_741_900 + index;
}
