import ipaddr from 'ipaddr.js';
import type { LeaseReport } from '@netloom/core';

/** What a DHCP server of a test gives. */
export interface SimulatedLease {
  /** IPv4, with prefix length: `192.168.1.57/24`. */
  readonly address: string;
  readonly gateway?: string;
  readonly dns?: readonly string[];
  /** In bytes. */
  readonly mtu?: number;
  /** One hour unless said otherwise. */
  readonly lifetimeSeconds?: number;
}

const HOUR = 3600;

/** What a client would report of it. @throws RangeError where it has no address with a prefix length. */
export function reportOf({ address, gateway, dns = [], mtu, lifetimeSeconds = HOUR }: SimulatedLease): LeaseReport {
  if (!ipaddr.IPv4.isValidCIDR(address)) {
    throw new RangeError(
      `Expected an IPv4 address with prefix length, as 192.168.1.57/24, got ${JSON.stringify(address)}`,
    );
  }
  const [host, prefixLength] = ipaddr.IPv4.parseCIDR(address);
  return {
    address: host.toString(),
    prefixLength,
    ...(gateway === undefined ? {} : { gateway }),
    dns,
    ...(mtu === undefined ? {} : { mtu }),
    routes: gateway === undefined ? [] : [{ destination: '0.0.0.0/0', via: gateway }],
    expiresAt: new Date(Date.now() + lifetimeSeconds * 1000),
  };
}
