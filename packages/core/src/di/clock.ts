/** Where netloom takes the time from; a test may register one of its own. */
export interface Clock {
  /** The time of day. */
  now(): Date;
  /** Milliseconds that only grow, for measuring. */
  monotonicMs(): number;
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
};
