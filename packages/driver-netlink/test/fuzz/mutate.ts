/** A random generator that a seed repeats (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Bytes with a few of them changed, cut out, doubled, or set to what lengths and types like least. */
export function mutate(bytes: Buffer, random: () => number): Buffer {
  let result = Buffer.from(bytes);
  const below = (limit: number): number => Math.floor(random() * limit);
  for (let round = 1 + below(4); round > 0 && result.length > 0; round -= 1) {
    const at = below(result.length);
    const kind = below(5);
    if (kind === 0) result[at] = below(256);
    else if (kind === 1) result[at] = EXTREMES[below(EXTREMES.length)] ?? 0;
    else if (kind === 2) result = Buffer.concat([result.subarray(0, at), result.subarray(at + 1 + below(16))]);
    else if (kind === 3) result = Buffer.concat([result.subarray(0, at), result.subarray(below(at + 1))]);
    else result = result.subarray(0, at);
  }
  // A copy of its own: a read behind its end is behind the end of all memory that it has.
  return Buffer.from(Uint8Array.from(result).buffer);
}

const EXTREMES = [0, 1, 3, 4, 5, 127, 128, 252, 253, 254, 255];
