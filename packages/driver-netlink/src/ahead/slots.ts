/** How far the second thread may be ahead: each namespace that is made and not taken yet holds two descriptors. */
export const MOST_AHEAD = 8;

/** What the two threads of a batch share. Each counter is written by one of them, and waited for by the other. */
export interface Slots {
  /** Namespaces that are made, or failed; written by the maker. */
  readonly made: Int32Array;
  /** Namespaces that were taken; written by the taker. */
  readonly taken: Int32Array;
  /** 1: the taker wants no more. */
  readonly stopped: Int32Array;
  /** 1: the maker has ended. */
  readonly ended: Int32Array;
  /** For each place the namespace's descriptor, -1 where it failed, and that of a socket inside. */
  readonly descriptors: Int32Array;
}

const COUNTERS = 4;

export function slotsMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer((COUNTERS + 2 * MOST_AHEAD) * Int32Array.BYTES_PER_ELEMENT);
}

export function slotsIn(memory: SharedArrayBuffer): Slots {
  const one = (place: number): Int32Array => new Int32Array(memory, place * Int32Array.BYTES_PER_ELEMENT, 1);
  return {
    made: one(0),
    taken: one(1),
    stopped: one(2),
    ended: one(3),
    descriptors: new Int32Array(memory, COUNTERS * Int32Array.BYTES_PER_ELEMENT),
  };
}

/** The two descriptors of the namespace at a place. */
export function slotOf({ descriptors }: Slots, place: number): Int32Array {
  const slot = place % MOST_AHEAD;
  return descriptors.subarray(2 * slot, 2 * slot + 2);
}

/** Writes a counter and wakes who waits for it. */
export function put(counter: Int32Array, value: number): void {
  Atomics.store(counter, 0, value);
  Atomics.notify(counter, 0);
}
