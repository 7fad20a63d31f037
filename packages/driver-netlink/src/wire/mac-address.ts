/** `02:00:00:00:00:01` as its bytes. */
export function parseMac(text: string): Uint8Array {
  return Uint8Array.from(text.split(':'), (part) => Number.parseInt(part, 16));
}

const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Bytes as `02:00:00:00:00:01`, lower case. */
export function formatMac(bytes: Uint8Array): string {
  let text = '';
  for (const [index, byte] of bytes.entries()) text += index === 0 ? HEX[byte] : `:${HEX[byte]}`;
  return text;
}
