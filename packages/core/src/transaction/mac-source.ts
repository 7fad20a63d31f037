import { randomFillSync } from 'node:crypto';

const BYTES = 6;
/** Addresses that are drawn at once: asking the kernel for each costs more than all the rest. */
const POOL = 256;

/** Each byte as two digits. */
const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Gives hardware addresses at random, locally administered and unicast (IEEE 802, section 8.4). */
export function macSource(): () => string {
  const pool = Buffer.alloc(BYTES * POOL);
  let left = 0;
  return () => {
    if (left === 0) {
      randomFillSync(pool);
      left = POOL;
    }
    left--;
    const bytes = pool.subarray(left * BYTES, (left + 1) * BYTES);
    bytes[0] = ((bytes[0] ?? 0) & 0xfc) | 0x02;
    let text = '';
    for (const byte of bytes) text += text === '' ? HEX[byte] : `:${HEX[byte]}`;
    return text;
  };
}
