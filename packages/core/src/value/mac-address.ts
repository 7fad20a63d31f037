import { accept, refuse, type Parsed } from './parsed.js';
import { showValue } from './show-value.js';

const SIX_BYTES = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/;
const ZERO = '00:00:00:00:00:00';

/** Six bytes in hexadecimal with colons, of any kind; given back in lower case. */
export function parseHardwareAddress(value: unknown): Parsed<string> {
  const lower = typeof value === 'string' && value.length === ZERO.length ? value.toLowerCase() : '';
  if (SIX_BYTES.test(lower)) return accept(lower);
  return refuse('mac-address', `expected six bytes as in '02:00:00:00:00:01', got ${showValue(value)}`);
}

/** The hardware address of one link: neither zero nor a group address (is_valid_ether_addr of the kernel). */
export function parseMacAddress(value: unknown): Parsed<string> {
  const parsed = parseHardwareAddress(value);
  if (!parsed.ok) return parsed;
  if (parsed.value === ZERO) return refuse('mac-address', `${showValue(value)} is the zero address`);
  if (isGroupAddress(parsed.value)) {
    return refuse(
      'mac-address',
      `${showValue(value)} is a group (multicast) address`,
      'make the first byte even: 02 is right for addresses of your own',
    );
  }
  return parsed;
}

/** The lowest bit of the first byte says that a frame is for a group (IEEE 802). */
function isGroupAddress(mac: string): boolean {
  return (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1;
}
