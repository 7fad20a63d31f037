import { addressType4 } from '../address-type.js';
import { subnetPrefix, type LinkAddress } from '../address.js';
import { broadcastOf, networkOf, type IpPrefix } from '../ip/ip-address.js';
import type { Link } from '../link.js';
import { LOCAL_TABLE, MAIN_TABLE, type Route } from '../route.js';
import { primaryOf, sameSubnet } from './derived-routes4.js';

/** What other addresses of the link still need (`LOCAL_OK`, `BRD_OK`, `BRD0_OK`, `BRD1_OK`). */
interface Needed {
  local: boolean;
  broadcast: boolean;
  first: boolean;
  last: boolean;
}

/**
 * Takes the routes of an address away that no other address needs (`fib_del_ifaddr()`): others count only where they have
 * the same source.
 *
 * @param replaced - The primary that goes, where the address is to get its routes anew from the one that follows.
 */
export function removeDerivedRoutes(link: Link, address: LinkAddress, replaced?: LinkAddress): void {
  const primary = primaryOf(link, address);
  if (address.secondary && primary === address) return;
  const { length } = subnetPrefix(address);
  const network = networkOf(subnetPrefix(address));
  const host = (value: bigint): IpPrefix => ({ family: 'inet', value, length: 32 });
  const remove = (type: Route['type'], destination: IpPrefix): void =>
    removeRoute(link, type, destination, primary.local.value);

  let ofSubnet = address.secondary && replaced !== undefined && replaced !== primary;
  if (!address.secondary && network.value !== 0n && (network.value !== address.local.value || length < 32)) {
    if (!address.noPrefixRoute) remove(link.isLoopback ? 'local' : 'unicast', network);
    ofSubnet = true;
  }
  const needed = neededByOthers(link, address, primary, replaced);
  if (!needed.broadcast && address.broadcast !== undefined) remove('broadcast', host(address.broadcast));
  if (ofSubnet && length < 31) {
    if (!needed.last) remove('broadcast', host(broadcastOf(network)));
    if (!needed.first) remove('broadcast', host(network.value));
  }
  if (needed.local) return;
  remove('local', host(address.local.value));
  const gone = !link.inet.includes(address);
  if (gone && addressType4(link.namespace, address.local) !== 'local') forgetSource(link, address);
}

function neededByOthers(link: Link, address: LinkAddress, primary: LinkAddress, replaced?: LinkAddress): Needed {
  const needed: Needed = { local: false, broadcast: false, first: false, last: false };
  const network = networkOf(subnetPrefix(address));
  for (const other of link.inet) {
    if (other === address || (replaced !== undefined && sameSubnet(other, replaced))) continue;
    const itsPrimary = primaryOf(link, other);
    if (itsPrimary.local.value !== primary.local.value) continue;
    const prefix = networkOf(subnetPrefix(other));
    const broadcasts = [other.broadcast];
    if (itsPrimary === other && prefix.length < 31 && prefix.value !== 0n) {
      broadcasts.push(prefix.value, broadcastOf(prefix));
    }
    needed.local ||= other.local.value === address.local.value;
    needed.broadcast ||= broadcasts.includes(address.broadcast);
    needed.last ||= broadcasts.includes(broadcastOf(network));
    needed.first ||= broadcasts.includes(network.value);
  }
  return needed;
}

/** `fib_magic(RTM_DELROUTE)`: the first of its kind; without a metric, or with 0, whatever its metric. */
export function removeRoute(
  link: Link,
  type: Route['type'],
  { value, length }: IpPrefix,
  source: bigint,
  metric = 0,
): void {
  const { routes } = link.namespace;
  const standing = routes
    .of('inet', type === 'unicast' ? MAIN_TABLE : LOCAL_TABLE, value, length)
    .find(
      (route) =>
        route.type === type &&
        route.tos === 0 &&
        (metric === 0 || route.metric === metric) &&
        route.scope === (type === 'local' ? 'host' : 'link') &&
        route.protocol === 'kernel' &&
        route.source?.value === source &&
        route.hops[0]?.link === link,
    );
  if (standing !== undefined) routes.remove(standing);
}

/** `fib_sync_down_addr()`: routes of the main table that prefer an address as source go with it. */
function forgetSource(link: Link, { local }: LinkAddress): void {
  const { routes } = link.namespace;
  for (const route of routes.withSource(local)) if (route.table === MAIN_TABLE) routes.remove(route);
}
