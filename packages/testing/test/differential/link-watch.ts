import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** No link is ever called so: that it is not found says that all before it were asked for. */
const NEVER = 'never-a-link';

/**
 * Has the kernel do for a namespace at once what it would do within a second: give links whose carrier has changed their
 * operational state. It does so for a link that is asked for by itself (`rtnl_getlink()`), not for one in a list of all.
 */
export class LinkWatch {
  readonly #asker: ChildProcessByStdio<Writable, null, Readable>;
  /** Lines that were sent: `ip` numbers those that fail. */
  #lines = 0;
  #said = '';
  #answered = (): void => undefined;

  constructor(namespace: string) {
    this.#asker = spawn('ip', ['-n', namespace, '-force', '-batch', '-'], { stdio: ['pipe', 'ignore', 'pipe'] });
    this.#asker.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#said += text;
      if (this.#isAnswered) this.#answered();
    });
    // Whoever waits finds out that nothing came.
    this.#asker.once('close', () => this.#answered());
    this.#asker.stdin.on('error', () => this.#answered());
  }

  /** @param links - Those that there should be. */
  async catchUp(links: readonly string[]): Promise<void> {
    // Twice: what is heard of one may be news for another.
    const names = [...links, ...links, NEVER];
    this.#lines += names.length;
    this.#said = '';
    const answer = new Promise<void>((resolve) => (this.#answered = resolve));
    this.#asker.stdin.write(names.map((name) => `link show dev ${name}\n`).join(''));
    await answer;
    if (!this.#isAnswered) {
      throw new Error(`ip ended with ${this.#asker.exitCode} when asked for ${names.join(', ')}: ${this.#said}`);
    }
  }

  async close(): Promise<void> {
    this.#asker.stdin.end();
    if (this.#asker.exitCode === null) await once(this.#asker, 'close');
  }

  get #isAnswered(): boolean {
    return this.#said.includes(`Command failed -:${this.#lines}\n`);
  }
}
