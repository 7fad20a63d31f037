import ipaddr from 'ipaddr.js';
import type { AddressFamily } from './address-family.js';
import { formatIpv6, parseIpAddress } from './ip-address.js';
import { accept, refuse, type Parsed } from './parsed.js';
import { showValue } from './show-value.js';

/** An address with the length of its prefix: `10.0.0.1/24`. */
export interface IpPrefix {
  readonly family: AddressFamily;
  /** Address and length. */
  readonly text: string;
  readonly address: string;
  readonly length: number;
}

const LENGTH = /^(?:0|[1-9][0-9]{0,2})$/;
const BITS: Record<AddressFamily, number> = { inet: 32, inet6: 128 };
const USUAL: Record<AddressFamily, number> = { inet: 24, inet6: 64 };

/**
 * The address of a link with its prefix length, host bits kept. An address alone is refused, since `ip` would silently
 * make it a `/32`.
 */
export function parseInterfaceAddress(value: unknown): Parsed<IpPrefix> {
  return parsePrefix(value, 'an address with its prefix length');
}

/**
 * A network: an address whose bits behind the prefix are zero. As in the kernel, IPv4 with other bits set is refused
 * (`Invalid prefix for given prefix length`) and IPv6 is masked.
 */
export function parseNetwork(value: unknown): Parsed<IpPrefix> {
  const parsed = parsePrefix(value, 'a network with its prefix length');
  if (!parsed.ok) return parsed;
  const { family, length, address, text } = parsed.value;
  const masked = networkOf(parsed.value);
  if (masked === address) return parsed;
  if (family === 'inet') {
    const mend = `use '${masked}/${length}' for the network, '${address}/32' for the one address`;
    return refuse('ip-prefix', `'${text}' has bits set behind its prefix`, mend);
  }
  return accept({ family, length, address: masked, text: `${masked}/${length}` });
}

/** The first address of the network that the prefix is in. */
export function networkOf({ family, text }: IpPrefix): string {
  return family === 'inet'
    ? ipaddr.IPv4.networkAddressFromCIDR(text).toString()
    : formatIpv6(ipaddr.IPv6.networkAddressFromCIDR(text));
}

function parsePrefix(value: unknown, what: string): Parsed<IpPrefix> {
  if (typeof value !== 'string') return refuse('ip-prefix', `expected ${what}, got ${showValue(value)}`);
  const slash = value.indexOf('/');
  const parsed = parseIpAddress(slash === -1 ? value : value.slice(0, slash));
  if (!parsed.ok) {
    const example = 'as in 10.0.0.1/24 or fd00::1/64';
    return refuse('ip-prefix', `expected ${what}, ${example}, got ${showValue(value)}`, parsed.mend);
  }
  const { family, text: address } = parsed.value;
  if (slash === -1) {
    const mend = `add the length of the prefix: '${address}/${USUAL[family]}', say`;
    return refuse('ip-prefix', `${showValue(value)} has no prefix length`, mend);
  }
  const digits = value.slice(slash + 1);
  const length = LENGTH.test(digits) ? Number(digits) : Number.NaN;
  if (!(length <= BITS[family])) {
    return refuse('ip-prefix', `the prefix length of ${showValue(value)} is not from 0 to ${BITS[family]}`);
  }
  return accept({ family, length, address, text: `${address}/${length}` });
}
