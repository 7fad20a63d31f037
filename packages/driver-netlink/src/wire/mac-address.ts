/** `02:00:00:00:00:01` as its bytes. */
export function parseMac(text: string): Uint8Array {
  const bytes = new Uint8Array((text.length + 1) / 3);
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = (digit(text.charCodeAt(3 * index)) << 4) | digit(text.charCodeAt(3 * index + 1));
  }
  return bytes;
}

/** The value of a hexadecimal digit: the letters stand 9 behind their low four bits, in both cases. */
function digit(code: number): number {
  return code <= 0x39 ? code & 15 : (code & 15) + 9;
}

const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Bytes, or those between two places among them, as `02:00:00:00:00:01`, lower case. */
export function formatMac(bytes: Uint8Array, start = 0, end: number = bytes.length): string {
  if (start === end) return '';
  let text = HEX[bytes[start] ?? 0] ?? '';
  for (let index = start + 1; index < end; index += 1) text += `:${HEX[bytes[index] ?? 0]}`;
  return text;
}
