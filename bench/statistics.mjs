import { LIMIT } from './peers.mjs';

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Of one peer's times: the median, the range, and the median of the ratios to the limit in the same round. */
function summary(times, limits) {
  const taken = times.filter((time) => time !== undefined);
  if (taken.length === 0) return undefined;
  const ratios = times.flatMap((time, round) =>
    time === undefined || limits?.[round] === undefined ? [] : [time / limits[round]],
  );
  return {
    median: median(taken),
    least: Math.min(...taken),
    most: Math.max(...taken),
    rounds: taken.length,
    ...(ratios.length > 0 ? { ratio: median(ratios) } : {}),
  };
}

/** The statistics of every peer in a job, by its id. */
export function summaries({ peers }) {
  const limits = peers.find(([id]) => id === LIMIT)?.[1].times;
  return new Map(peers.map(([id, { times }]) => [id, summary(times, limits)]));
}
