import { ConflictError } from '../error/conflict-error.js';
import type { UndoReport } from './commit.js';
import type { Guard } from './guard/guard.js';
import type { OpenEntry, TakenEntry } from './journal/journal.js';

export interface ConfirmationOptions {
  readonly entry: OpenEntry;
  readonly windowMs: number;
  readonly guard: Guard | undefined;
  /** It is confirmed, and counts: what was taken out of service is destroyed. */
  readonly onConfirmed: () => Promise<void>;
  /** The window has ended: it is undone. Gives `undefined` where it could not be; that was told then. */
  readonly onExpired: (takeBack: () => TakenEntry | undefined) => Promise<UndoReport | undefined>;
}

/** The window within which a commit must be confirmed. One rename decides between whoever would end it. */
export class Confirmation {
  readonly #options: ConfirmationOptions;
  readonly #endsAt: number;
  #timer: NodeJS.Timeout | undefined;
  #confirmed: Promise<void> | undefined;
  #expired: Promise<UndoReport | undefined> | undefined;

  constructor(options: ConfirmationOptions) {
    this.#options = options;
    options.guard?.beginWindow();
    this.#endsAt = performance.now() + options.windowMs;
    this.#keepWaiting();
  }

  /** What was undone when the window ended, as soon as it is; absent where it has not ended, or nothing could be undone. */
  get expired(): Promise<UndoReport | undefined> | undefined {
    return this.#expired;
  }

  /** @throws ConflictError where it is too late. */
  async confirm(): Promise<void> {
    this.#confirmed ??= this.#confirm();
    await this.#confirmed;
  }

  /**
   * Takes the commit back on purpose, or `undefined` where it was confirmed or has been taken back. Where it is put back, the
   * window runs on.
   */
  takeBack(): TakenEntry | undefined {
    if (this.#confirmed) return undefined;
    const taken = this.#options.entry.takeBack();
    if (!taken) return undefined;
    clearTimeout(this.#timer);
    const { entry, open } = taken;
    const putBack = (): void => {
      open.putBack();
      this.#keepWaiting();
    };
    const lock = open.lock === undefined ? {} : { lock: open.lock };
    return { entry, open: { ...lock, drop: () => open.drop(), putBack, leaveBroken: () => open.leaveBroken() } };
  }

  /** It was taken back: nothing is left to guard. */
  end(): void {
    this.#options.guard?.dismiss();
  }

  /** For what is left of the window. */
  #keepWaiting(): void {
    const leftMs = Math.max(0, this.#endsAt - performance.now());
    this.#timer = setTimeout(() => {
      this.#expired = this.#expire();
    }, leftMs);
  }

  async #confirm(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.#options.entry.confirm()) {
      throw new ConflictError('the commit was not confirmed in time, and has been undone');
    }
    this.#options.guard?.dismiss();
    await this.#options.onConfirmed();
  }

  async #expire(): Promise<UndoReport | undefined> {
    const { entry, onExpired } = this.#options;
    const report = await onExpired(() => entry.takeBack());
    // Where it could not be undone the guard stays, and tries that again.
    if (report) this.end();
    return report;
  }
}
