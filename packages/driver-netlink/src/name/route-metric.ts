/**
 * Metrics of routes, RTAX_* (linux/rtnetlink.h), by the names of ip-route(8). `rtt` and `rttvar` are in milliseconds here
 * as there; the kernel keeps eighths and quarters of one.
 */
const METRICS: { readonly [name: string]: { readonly number: number; readonly scale?: number } } = {
  lock: { number: 1 },
  mtu: { number: 2 },
  window: { number: 3 },
  rtt: { number: 4, scale: 8 },
  rttvar: { number: 5, scale: 4 },
  ssthresh: { number: 6 },
  cwnd: { number: 7 },
  advmss: { number: 8 },
  reordering: { number: 9 },
  hoplimit: { number: 10 },
  initcwnd: { number: 11 },
  features: { number: 12 },
  rto_min: { number: 13 },
  initrwnd: { number: 14 },
  quickack: { number: 15 },
  fastopen_no_cookie: { number: 17 },
};

const NAMES: ReadonlyMap<number, string> = new Map(Object.entries(METRICS).map(([name, { number }]) => [number, name]));

export const HIGHEST_METRIC = 17;

export function metricNumber(name: string): number | undefined {
  return METRICS[name]?.number;
}

/** A value in the unit of the name as the kernel keeps it. */
export function metricValue(name: string, value: number): number {
  return value * (METRICS[name]?.scale ?? 1);
}

/** A metric of the kernel as name and value, where it has a name. */
export function nameMetric(number: number, value: number): readonly [name: string, value: number] | undefined {
  const name = NAMES.get(number);
  return name === undefined ? undefined : [name, value / (METRICS[name]?.scale ?? 1)];
}
