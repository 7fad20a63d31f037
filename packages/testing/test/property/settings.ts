import { env } from 'node:process';

/** Cases that a test runs; `NETLOOM_RUNS` asks for more, by another seed each time. */
export function runs(usual: number): number {
  return env['NETLOOM_RUNS'] === undefined ? usual : Number(env['NETLOOM_RUNS']);
}

/** What the cases are made from: the same each time, unless more runs than usual or another seed are asked for. */
export const SEED: number = Number(
  env['NETLOOM_SEED'] ?? (env['NETLOOM_RUNS'] === undefined ? 20_261_124 : Date.now() % 2 ** 31),
);

/** Longer for longer runs. */
export const TIMEOUT_MS: number = env['NETLOOM_RUNS'] === undefined ? 60_000 : 3_600_000;
