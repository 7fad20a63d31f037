import { CHECKS } from './check.mjs';
import { PeerProcess } from './peer-process.mjs';
import { median } from './statistics.mjs';

const PATIENCE_MS = 120_000;
/** Rounds before those that count, for what is compiled while it runs. */
const WARM_UP = 3;
/** Slow peers take part in so many rounds at most. */
const SLOW_ROUNDS = 3;

/** Runs the peers in turn, each as one process that lives as long as it answers. */
export class Rounds {
  #processes = new Map();
  #stage;
  #log;

  constructor(stage, log) {
    this.#stage = stage;
    this.#log = log;
  }

  /** Each peer's times in milliseconds, round by round (`undefined` where it took no part), and what went wrong. */
  async measure(job, peers, rounds) {
    const able = peers.filter((peer) => peer.jobs.includes(job.job) && job.n <= (peer.most ?? Infinity));
    const results = new Map(able.map((peer) => [peer.id, { times: [], failures: [] }]));
    if (job.links) await this.#stage.layLinks(job.links);
    for (const peer of able) await this.#checked(peer, job, results.get(peer.id));
    for (let round = -WARM_UP; round < rounds; round++) {
      for (const peer of rotated(able, round + WARM_UP)) {
        if (peer.slow && (round < 0 || round >= SLOW_ROUNDS)) continue;
        const { times, failures } = results.get(peer.id);
        try {
          const took = await this.#timed(peer, job);
          if (round >= 0) times[round] = took;
        } catch (error) {
          failures.push(error.message);
        }
      }
    }
    if (job.links) await this.#stage.takeLinksAway();
    for (const [id, { times, failures }] of results) {
      const shown = times.filter((time) => time !== undefined);
      this.#log(`  ${id.padEnd(16)} ${shown.map((time) => time.toFixed(1)).join(' ')} ${failures.join('; ')}`);
    }
    return results;
  }

  async close() {
    for (const peer of this.#processes.values()) if (!peer.isOver) await peer.close();
  }

  /** Once, and looked at by an independent reader. */
  async #checked(peer, job, result) {
    try {
      const { extra } = await this.#once(peer, job);
      await CHECKS[job.job]?.(job.n, extra);
    } catch (error) {
      result.failures.push(`first run: ${error.message}`);
    }
    await this.#stage.sweep(job.n);
  }

  async #timed(peer, job) {
    const times = [];
    for (let turn = 0; turn < (peer.slow ? 1 : (job.repeat ?? 1)); turn++) {
      try {
        const { start, end, extra } = await this.#once(peer, job);
        times.push(job.givesExtra ? extra : (end - start) / 1e6);
      } finally {
        await this.#stage.sweep(job.n);
      }
    }
    return median(times);
  }

  async #once(peer, job) {
    const patienceMs = peer.patienceMs ?? PATIENCE_MS;
    if (job.before) {
      await this.#ask(peer, job.before, job.n, patienceMs);
      await this.#stage.settle(job.n);
    }
    if (!job.untilGone) return await this.#ask(peer, job.job, job.n, patienceMs);
    await this.#stage.watchVeths();
    const { start, end } = await this.#ask(peer, job.job, job.n, patienceMs);
    const gone = await this.#stage.allGone();
    return { start, end: gone > end ? gone : end };
  }

  async #ask(peer, job, n, patienceMs) {
    let running = this.#processes.get(peer.id);
    if (!running || running.isOver) this.#processes.set(peer.id, (running = new PeerProcess(peer.command)));
    return await running.ask(job, n, patienceMs);
  }
}

/** The order of a round: each begins with another peer, so that none is always behind the same one. */
function rotated(peers, by) {
  const at = by % peers.length;
  return [...peers.slice(at), ...peers.slice(0, at)];
}
