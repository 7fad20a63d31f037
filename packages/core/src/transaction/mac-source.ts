import { randomFillSync } from 'node:crypto';

const BYTES = 6;
/** Addresses that are drawn at once: asking the kernel for each costs more than all the rest. */
const POOL = 256;

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
    const text = bytes.toString('hex');
    return `${text.slice(0, 2)}:${text.slice(2, 4)}:${text.slice(4, 6)}:${text.slice(6, 8)}:${text.slice(8, 10)}:${text.slice(10)}`;
  };
}
