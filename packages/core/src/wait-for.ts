import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { DriverError } from './error/driver-error.js';
import type { NetworkState } from './state/network-state.js';
import { parseDurationMs } from './value/duration.js';
import type { Input } from './value/input.js';
import { requireParsed } from './check/require-parsed.js';

/** What can be waited on: a `Net`, or anything that reads a state and, where it can, tells when to read again. */
export interface Observed {
  snapshot(): Promise<NetworkState>;
  watch?(options: { readonly signal: AbortSignal }): AsyncIterable<unknown>;
}

export interface WaitOptions {
  /** How long to wait, in milliseconds; 10 000 by default. */
  readonly timeoutMs: number;
  /** The longest pause between two readings, in milliseconds; 200 by default. A change that is told ends it early. */
  readonly intervalMs: number;
  /** Gives up waiting. */
  readonly signal: AbortSignal;
}

/**
 * Waits until the network is in the state wanted, and gives that state: carrier is there, an address is no longer
 * tentative, a namespace is gone. Reads again at each change that the driver tells of, and at an interval otherwise.
 *
 * @param net - what to watch.
 * @param predicate - tells whether the state is the one waited for; what it throws ends the wait.
 * @throws {DriverError} with errno `ETIMEDOUT` when the time is over.
 * @throws the signal's reason, once that is aborted.
 *
 * @example
 *   await waitFor(net, ({ namespaces }) => namespaces.some(({ links }) => links.some((link) => link.operstate === 'UP')));
 */
export async function waitFor(
  net: Observed,
  predicate: (state: NetworkState) => boolean | Promise<boolean>,
  options: Input<WaitOptions> = {},
): Promise<NetworkState> {
  const timeoutMs = requireParsed(parseDurationMs(options.timeoutMs ?? 10_000), 'waitFor()');
  const intervalMs = requireParsed(parseDurationMs(options.intervalMs ?? 200), 'waitFor()');
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(overdue(timeoutMs)), timeoutMs);
  const stop = AbortSignal.any([over.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  const changes = new Changes();
  // Watching begins before the first reading, so that no change falls between.
  void changes.follow(net, stop);
  try {
    for (;;) {
      stop.throwIfAborted();
      changes.begin();
      const state = await orStopped(stop, net.snapshot());
      if (await orStopped(stop, predicate(state))) return state;
      await changes.next(intervalMs, stop);
    }
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}

function overdue(timeoutMs: number): DriverError {
  return new DriverError(`the state waited for did not come within ${timeoutMs} ms`, { errno: 'ETIMEDOUT' });
}

/** A reading that hangs does not make the wait longer. */
async function orStopped<T>(stop: AbortSignal, work: T | Promise<T>): Promise<T> {
  const done = new AbortController();
  const stopped = once(stop, 'abort', { signal: done.signal }).then(() => stop.throwIfAborted());
  try {
    return await Promise.race([work, stopped.then(() => work)]);
  } finally {
    done.abort();
    stopped.catch(() => undefined);
  }
}

/** Whether something has changed since the last reading began. */
class Changes {
  #seen = false;
  #pause: AbortController | undefined;

  begin(): void {
    this.#seen = false;
  }

  /** Waits for a change, or for the time to pass. */
  async next(intervalMs: number, stop: AbortSignal): Promise<void> {
    if (this.#seen) return;
    this.#pause = new AbortController();
    const signal = AbortSignal.any([stop, this.#pause.signal]);
    await delay(intervalMs, undefined, { signal }).catch(() => undefined);
  }

  /** Notes changes until stopped. Where the driver cannot watch, or no longer, the readings at intervals go on. */
  async follow(net: Observed, stop: AbortSignal): Promise<void> {
    try {
      for await (const _ of net.watch?.({ signal: stop }) ?? []) {
        this.#seen = true;
        this.#pause?.abort();
      }
    } catch {
      // As said above.
    }
  }
}
