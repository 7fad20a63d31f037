import ipaddr from 'ipaddr.js';

/** One route of a lease. Without `via` the destination is on the link itself. */
export interface LeaseRoute {
  readonly destination: string;
  readonly via?: string;
}

/** What the script reports of a lease, parsed. */
export interface LeaseReport {
  readonly address: string;
  readonly prefixLength: number;
  readonly gateway?: string;
  readonly dns: readonly string[];
  readonly mtu?: number;
  readonly routes: readonly LeaseRoute[];
  readonly expiresAt: Date;
}

/**
 * Half the world's DHCP servers are in devices of unknown make. RFC 791 asks every host to take 576 bytes; like the script
 * of ISC dhclient we take no MTU as small as that, for it would only serve to cut the host off.
 */
const LOWEST_MTU = 577;
const HIGHEST_MTU = 65_535;

/**
 * Parses what the script reported. The values are a server's, which may be hostile: what is not well formed, or no address
 * that a host can use, is left out, and without a usable address there is no lease.
 *
 * @throws {Error} that says what is wrong with the lease.
 */
export function parseLeaseReport(text: string): LeaseReport {
  const values = fields(text);
  const address = values('address');
  if (!isHostAddress(address)) throw new Error(`the DHCP server gave no usable address (${show(address)})`);
  const prefixLength = prefixLengthOf(values('mask'));
  if (prefixLength === undefined) throw new Error(`the DHCP server gave no usable netmask (${show(values('mask'))})`);

  const router = words(values('routers')).find(isHostAddress);
  const classless = parseRoutes(words(values('routes')));
  // With classless routes the routers are ignored (RFC 3442).
  const routes = classless.length > 0 || router === undefined ? classless : [{ destination: DEFAULT, via: router }];
  const gateway = routes.find(({ destination }) => destination === DEFAULT)?.via;
  const mtu = whole(values('mtu'));
  return {
    address,
    prefixLength,
    ...(gateway === undefined ? {} : { gateway }),
    dns: words(values('dns')).filter(isHostAddress),
    ...(mtu >= LOWEST_MTU && mtu <= HIGHEST_MTU ? { mtu } : {}),
    routes,
    expiresAt: new Date((whole(values('at')) + whole(values('seconds'))) * 1000),
  };
}

const DEFAULT = '0.0.0.0/0';

function fields(text: string): (name: string) => string {
  const report: unknown = JSON.parse(text);
  if (typeof report !== 'object' || report === null) throw new Error('the report of the lease is no object');
  const values = new Map<string, unknown>(Object.entries(report));
  return (name) => {
    const value = values.get(name);
    return typeof value === 'string' ? value : '';
  };
}

function words(list: string): readonly string[] {
  return list.split(' ').filter(Boolean);
}

/** `DESTINATION GATEWAY DESTINATION GATEWAY …`; the gateway `0.0.0.0` means on the link (RFC 3442). */
function parseRoutes(list: readonly string[]): readonly LeaseRoute[] {
  const routes: LeaseRoute[] = [];
  for (let index = 0; index + 1 < list.length; index += 2) {
    const destination = networkOf(list[index] ?? '');
    const via = list[index + 1] ?? '';
    if (destination === undefined) continue;
    if (via === '0.0.0.0') routes.push({ destination });
    else if (isHostAddress(via)) routes.push({ destination, via });
  }
  return routes;
}

function networkOf(prefix: string): string | undefined {
  const [address = '', length = '', ...rest] = prefix.split('/');
  if (rest.length > 0 || !ipaddr.IPv4.isValidFourPartDecimal(address) || !(whole(length) <= 32)) return undefined;
  return `${ipaddr.IPv4.networkAddressFromCIDR(prefix).toString()}/${whole(length)}`;
}

function prefixLengthOf(mask: string): number | undefined {
  if (!ipaddr.IPv4.isValidFourPartDecimal(mask)) return undefined;
  const length = ipaddr.IPv4.parse(mask).prefixLengthFromSubnetMask();
  return length === null || length === 0 ? undefined : length;
}

/** An address that a host can have: not 0.0.0.0/8, loopback, multicast or above (RFC 1122 section 3.2.1.3). */
function isHostAddress(text: string): boolean {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text)) return false;
  const [first = 0] = ipaddr.IPv4.parse(text).octets;
  return first > 0 && first < 224 && first !== 127;
}

function whole(digits: string): number {
  return /^[0-9]{1,10}$/.test(digits) ? Number(digits) : Number.NaN;
}

function show(value: string): string {
  return value === '' ? 'none' : JSON.stringify(value.slice(0, 40));
}
