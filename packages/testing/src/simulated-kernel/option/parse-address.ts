import { formatAddress, formatPrefix, parseAddress, parsePrefix, type IpAddress } from '../ip/ip-address.js';
import { expected } from './expected.js';

/** An address alone. Names are not looked up. */
export function addressOf(option: string, given: unknown): IpAddress {
  const parsed = typeof given === 'string' ? attempt(() => parseAddress(given)) : undefined;
  if (parsed === undefined) throw expected(option, 'an IPv4 or IPv6 address', given);
  return parsed;
}

/** The usual text form of an address, however it was written. */
export function addressText(option: string, given: unknown): string {
  return formatAddress(addressOf(option, given));
}

/** The address of a link: without the length of its prefix it is refused, since nobody knows which was meant. */
export function prefixText(option: string, given: unknown): string {
  const whole = typeof given === 'string' && given.includes('/') ? given : undefined;
  const parsed = whole === undefined ? undefined : attempt(() => parsePrefix(whole));
  if (parsed === undefined) throw expected(option, "an address with its prefix length, as in '192.0.2.7/24'", given);
  return formatPrefix(parsed);
}

function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
