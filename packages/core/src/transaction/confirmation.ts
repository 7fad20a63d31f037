import { ConflictError } from '../error/conflict-error.js';
import type { Guard } from './guard/guard.js';
import type { OpenEntry, TakenEntry } from './journal/journal.js';

export interface ConfirmationOptions {
  readonly entry: OpenEntry;
  readonly windowMs: number;
  readonly guard: Guard | undefined;
  /** It is confirmed, and counts: what was taken out of service is destroyed. */
  readonly onConfirmed: () => Promise<void>;
  /** The window has ended: it is undone. */
  readonly onExpired: (taken: TakenEntry) => Promise<void>;
}

/** The window within which a commit must be confirmed. One rename decides between whoever would end it. */
export class Confirmation {
  readonly #options: ConfirmationOptions;
  readonly #timer: NodeJS.Timeout;
  #confirmed: Promise<void> | undefined;

  constructor(options: ConfirmationOptions) {
    this.#options = options;
    options.guard?.beginWindow();
    this.#timer = setTimeout(() => void this.#expire(), options.windowMs);
  }

  /** @throws ConflictError where it is too late. */
  async confirm(): Promise<void> {
    this.#confirmed ??= this.#confirm();
    await this.#confirmed;
  }

  /** Takes the commit back on purpose, or `undefined` where it was confirmed or has been taken back. */
  takeBack(): TakenEntry | undefined {
    if (this.#confirmed) return undefined;
    clearTimeout(this.#timer);
    return this.#options.entry.takeBack();
  }

  /** It was taken back: nothing is left to guard. */
  end(): void {
    this.#options.guard?.dismiss();
  }

  async #confirm(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.#options.entry.confirm()) {
      throw new ConflictError('the commit was not confirmed in time, and has been undone');
    }
    this.#options.guard?.dismiss();
    await this.#options.onConfirmed();
  }

  async #expire(): Promise<void> {
    const taken = this.#options.entry.takeBack();
    if (!taken) return;
    await this.#options.onExpired(taken);
    this.end();
  }
}
