import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A running peer: a line in, a line out (README.md). */
export class PeerProcess {
  #child;
  #lines;
  #exited;
  #isOver = false;

  constructor([file, ...args]) {
    // A process group of its own, so that what it starts can be ended with it.
    this.#child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    this.#exited = new Promise((resolve) => {
      this.#child.once('exit', resolve);
      this.#child.once('error', resolve);
    });
    // A peer that has died is heard of by the end of its output.
    this.#child.stdin.on('error', () => {});
  }

  /** It has been ended, or has died. */
  get isOver() {
    return this.#isOver;
  }

  /**
   * Has the peer do a job, and gives how long that took by the peer's own clock, or as seen from here where it has none.
   *
   * @throws Error with what the peer said; or that it said nothing in time, and then it is ended.
   */
  async ask(job, n, patienceMs) {
    const asked = monotonicNs();
    this.#child.stdin.write(`${job} ${n}\n`);
    let timer;
    const late = new Promise((resolve) => (timer = setTimeout(resolve, patienceMs, { value: 'late' })));
    const { value = 'died' } = await Promise.race([this.#lines.next(), late]);
    clearTimeout(timer);
    const answered = monotonicNs();
    const [word, start = asked, end = answered, extra] = value.split(' ');
    if (word === 'ok') return { start: Number(start), end: Number(end), extra: extra && Number(extra) };
    if (word === 'error') throw new Error(value.slice('error '.length));
    await this.kill();
    this.#isOver = true;
    throw new Error(word === 'late' ? `no answer within ${patienceMs / 1000} s` : value);
  }

  /** Lets it come to its end. */
  async close() {
    this.#child.stdin.end();
    await this.#exited;
  }

  async kill() {
    if (this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, 'SIGKILL');
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
    await this.#exited;
  }
}

/** The clock that the peers have as well. */
function monotonicNs() {
  return Number(process.hrtime.bigint());
}
