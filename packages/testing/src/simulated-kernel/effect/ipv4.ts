import { newAddress, type LinkAddress } from '../address.js';
import { parsePrefix } from '../ip/ip-address.js';
import type { Link } from '../link.js';
import { isDead4 } from './dead-ways4.js';
import { addDerivedRoutes } from './derived-routes4.js';
import { removeDerivedRoutes } from './remove-routes4.js';

const LOOPBACK = parsePrefix('127.0.0.1/8');

export function upIpv4(link: Link): void {
  if (!link.hasIpv4) return;
  if (link.isLoopback && link.inet.length === 0) link.inet.push(loopbackAddress(link));
  for (const address of link.inet) addDerivedRoutes(link, address);
  link.deadWays.clear();
}

/** A link that goes down keeps its addresses and their own local routes; every other route through it goes. */
export function downIpv4(link: Link): void {
  const table = link.namespace.routes;
  for (const route of table.ofLink(link)) {
    if (route.family === 'inet' && route.scope !== 'host' && isDead4(route)) table.remove(route);
  }
}

/** All that IPv4 has on a link goes, as when the link goes itself (`inetdev_destroy()`). */
export function endIpv4(link: Link): void {
  const addresses = link.inet.splice(0);
  // The routes of secondaries are not looked for once their primary has gone.
  for (const address of addresses) if (!address.secondary) removeDerivedRoutes(link, address);
  const table = link.namespace.routes;
  for (const route of table.ofLink(link)) if (route.family === 'inet') table.remove(route);
  for (const [key, { family }] of link.neighbours) if (family === 'inet') link.neighbours.delete(key);
}

function loopbackAddress(link: Link): LinkAddress {
  return newAddress(LOOPBACK, { label: link.name, scope: 'host' });
}
