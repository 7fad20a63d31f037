const DOT = '.'.charCodeAt(0);
const ZERO = '0'.charCodeAt(0);

/**
 * Reads four decimal numbers from 0 to 255, without leading zeros, with dots between them. Nearly every operation has an
 * address or several, so that this is no place for regular expressions. Throws a `TypeError` for anything else.
 */
export function parseAddress4(text: string): number {
  let value = 0;
  let part = -1;
  let parts = 1;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === DOT && part >= 0) {
      value = value * 256 + part;
      part = -1;
      parts += 1;
    } else {
      const digit = code - ZERO;
      if (digit < 0 || digit > 9 || part === 0) throw noAddress(text);
      part = part < 0 ? digit : part * 10 + digit;
      if (part > 255) throw noAddress(text);
    }
  }
  if (parts !== 4 || part < 0) throw noAddress(text);
  return value * 256 + part;
}

function noAddress(text: string): TypeError {
  return new TypeError(`not an IPv4 address: ${JSON.stringify(text)}`);
}
