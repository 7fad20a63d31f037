import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** A line of output, or the line that `ip` says of a command that failed. */
const ANSWER = /^\d+: |^Command failed /gm;

/**
 * Has the kernel do for a namespace at once what it would do within a second: give links whose carrier has changed their
 * operational state. It does so for a link that is asked for by itself (`rtnl_getlink()`), not for one in a list of all.
 */
export class LinkWatch {
  readonly #asker: ChildProcessByStdio<Writable, Readable, Readable>;
  #expected = 0;
  #answers = 0;
  #answered = (): void => undefined;

  constructor(namespace: string) {
    this.#asker = spawn('ip', ['-o', '-n', namespace, '-force', '-batch', '-'], { stdio: ['pipe', 'pipe', 'pipe'] });
    for (const output of [this.#asker.stdout, this.#asker.stderr]) {
      output.setEncoding('utf8').on('data', (text: string) => this.#count(text));
    }
    // Whoever waits finds out that nothing came.
    this.#asker.once('close', () => this.#answered());
    this.#asker.stdin.on('error', () => this.#answered());
  }

  /** @param links - Those that there should be. */
  async catchUp(links: readonly string[]): Promise<void> {
    // Twice: what is heard of one may be news for another.
    const names = [...links, ...links];
    this.#expected = names.length;
    this.#answers = 0;
    const answer = new Promise<void>((resolve) => (this.#answered = resolve));
    this.#asker.stdin.write(names.map((name) => `link show dev ${name}\n`).join(''));
    await answer;
    if (this.#answers < this.#expected) {
      throw new Error(`ip ended with ${this.#asker.exitCode} when asked for ${names.join(', ')}`);
    }
  }

  async close(): Promise<void> {
    this.#asker.stdin.end();
    if (this.#asker.exitCode === null) await once(this.#asker, 'close');
  }

  #count(text: string): void {
    this.#answers += text.match(ANSWER)?.length ?? 0;
    if (this.#answers >= this.#expected) this.#answered();
  }
}
