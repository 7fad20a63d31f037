import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answer, Order, Word } from './orders.js';

const PROGRAM = fileURLToPath(new URL('./child.js', import.meta.url));

/** A process of the kill matrix. */
export class Hand {
  readonly #process: ChildProcess;
  readonly #ready: Promise<unknown>;
  readonly #ended: Promise<unknown>;
  #answer: Answer | undefined;
  #tellBegun: () => void = () => undefined;

  constructor(driver: string) {
    this.#process = fork(PROGRAM, [driver], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    // It may be gone before an order reaches it.
    this.#process.on('error', () => undefined);
    // What it said last may come after it has ended.
    this.#ended = Promise.all([once(this.#process, 'exit'), once(this.#process, 'disconnect')]);
    this.#ready = new Promise((resolve) => {
      this.#process.on('message', (word: Word) => {
        if (word === 'ready') resolve(undefined);
        else if (word === 'begun') this.#tellBegun();
        else this.#answer = word;
      });
    });
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** Gives the answer, or nothing where it was killed. */
  async carryOut(order: Order, onBegun: () => void = () => undefined): Promise<Answer | undefined> {
    // One that was killed before, as all are when the run is told to end, is as one that is killed now.
    await Promise.race([this.#ready, this.#ended]);
    this.#tellBegun = onBegun;
    if (this.#process.connected) this.#process.send(order);
    await this.#ended;
    return this.#answer;
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }

  async ended(): Promise<void> {
    await this.#ended;
  }
}

/** Processes that have started already, so that their start is no part of a run. */
export class Pool {
  readonly #waiting: Hand[] = [];
  readonly #driver: string;
  readonly #size: number;

  constructor(driver: string, size: number) {
    this.#driver = driver;
    this.#size = size;
  }

  get pids(): readonly number[] {
    return this.#waiting.map(({ pid }) => pid);
  }

  take(): Hand {
    const hand = this.#waiting.shift() ?? new Hand(this.#driver);
    while (this.#waiting.length < this.#size) this.#waiting.push(new Hand(this.#driver));
    return hand;
  }

  async close(): Promise<void> {
    for (const hand of this.#waiting) {
      hand.kill();
      await hand.ended();
    }
    this.#waiting.length = 0;
  }
}
