import ipaddr from 'ipaddr.js';
import type { AddressAdd } from '../operation/address-operation.js';
import type { LinkSet } from '../operation/link-operation.js';
import type { KernelOperation } from '../operation/operation.js';
import type { RouteAdd } from '../operation/route-operation.js';
import type { Lease } from '../transaction/lease.js';
import type { NamespaceRef } from '../value/namespace-ref.js';
import type { LeaseReport, LeaseRoute } from './lease-report.js';

/** The link that a lease is for. */
export interface LeasedLink {
  readonly namespace: NamespaceRef;
  readonly link: string;
  readonly ifindex?: number | undefined;
}

/** Of systemd-networkd: a route that the user asked for wins over one of a DHCP server, and two of those may stand side by side. */
const ROUTE_METRIC = 1024;
/** `main` of /etc/iproute2/rt_tables. */
const MAIN_TABLE = 254;

/** The lease as users see it. */
export function leaseOf(report: LeaseReport, { namespace, link }: LeasedLink): Lease {
  const { address, prefixLength, gateway, dns, mtu, expiresAt } = report;
  return {
    namespace,
    link,
    address: `${address}/${prefixLength}`,
    ...(gateway === undefined ? {} : { gateway }),
    dns,
    ...(mtu === undefined ? {} : { mtu }),
    expiresAt: expiresAt.toISOString(),
  };
}

/** What a lease asks for: the MTU first, then the address, then the routes. */
export function leaseOperations(report: LeaseReport, link: LeasedLink): readonly KernelOperation[] {
  const mtu = mtuOperation(report, link);
  return [...(mtu === undefined ? [] : [mtu]), addressOperation(report, link), ...routeOperations(report, link)];
}

function mtuOperation({ mtu }: LeaseReport, { namespace, link, ifindex }: LeasedLink): LinkSet | undefined {
  if (mtu === undefined) return undefined;
  return { op: 'link.set', namespace, name: link, ...(ifindex === undefined ? {} : { ifindex }), changes: { mtu } };
}

/** The broadcast address is computed: what the server says of it can only be the same, or wrong. */
function addressOperation(report: LeaseReport, { namespace, link, ifindex }: LeasedLink): AddressAdd {
  const address = `${report.address}/${report.prefixLength}`;
  return {
    op: 'address.add',
    namespace,
    link,
    ...(ifindex === undefined ? {} : { ifindex }),
    family: 'inet',
    address,
    // A prefix of 31 has two hosts and no broadcast (RFC 3021).
    ...(report.prefixLength > 30 ? {} : { broadcast: ipaddr.IPv4.broadcastAddressFromCIDR(address).toString() }),
  };
}

function routeOperations(report: LeaseReport, link: LeasedLink): readonly RouteAdd[] {
  return report.routes.map((route) => routeOperation(route, report, link));
}

function routeOperation(
  { destination, via }: LeaseRoute,
  report: LeaseReport,
  { namespace, link, ifindex }: LeasedLink,
): RouteAdd {
  return {
    op: 'route.add',
    namespace,
    family: 'inet',
    destination,
    table: MAIN_TABLE,
    type: 'unicast',
    ...(via === undefined ? { scope: 'link' } : { via }),
    dev: link,
    ...(ifindex === undefined ? {} : { devIndex: ifindex }),
    metric: ROUTE_METRIC,
    protocol: 'dhcp',
    // Providers that lease a /32 have the gateway outside of it, on the same link.
    ...(via === undefined || isWithin(via, report) ? {} : { onLink: true }),
    append: true,
  };
}

function isWithin(gateway: string, { address, prefixLength }: LeaseReport): boolean {
  return ipaddr.IPv4.parse(gateway).match(ipaddr.IPv4.parse(address), prefixLength);
}
