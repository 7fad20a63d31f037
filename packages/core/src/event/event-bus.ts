import { EventEmitter } from 'eventemitter3';
import type { NetEvent, NetEventName, NetEvents } from './net-events.js';

type Listener<E extends NetEventName> = (payload: NetEvents[E]) => void;
/** What the emitter holds: one function per listener, which isolates it. */
type Isolated = (payload: unknown) => void;

/**
 * Tells listeners of events. eventemitter3 stops at a listener that throws, and would take the commit down with it; here
 * each listener is isolated, and what it throws is reported as `listener:error`.
 */
export class EventBus {
  readonly #emitter = new EventEmitter<NetEventName>();
  readonly #isolated = new WeakMap<Listener<never>, Map<NetEventName, Isolated>>();

  on<E extends NetEventName>(event: E, listener: Listener<E>): void {
    const isolated: Isolated = (payload) => this.#call(event, listener, payload);
    const known = this.#isolated.get(listener) ?? new Map<NetEventName, Isolated>();
    this.#isolated.set(listener, known);
    // The same listener is told once of an event, however often it was added.
    this.off(event, listener);
    known.set(event, isolated);
    this.#emitter.on(event, isolated);
  }

  off<E extends NetEventName>(event: E, listener: Listener<E>): void {
    const known = this.#isolated.get(listener);
    const isolated = known?.get(event);
    if (!isolated) return;
    known?.delete(event);
    this.#emitter.off(event, isolated);
  }

  /** Whether anybody listens: where nobody does, nothing has to be put together. */
  hears(event: NetEventName): boolean {
    return this.#emitter.listenerCount(event) > 0;
  }

  /**
   * Tells all listeners, then `onProgress` of the commit that the event belongs to.
   */
  emit<E extends NetEventName>(event: E, payload: NetEvents[E], onProgress?: (event: NetEvent) => void): void {
    this.#emitter.emit(event, payload);
    if (!onProgress) return;
    this.#call(event, onProgress, { type: event, ...payload });
  }

  #call(event: NetEventName, listener: Listener<never>, payload: unknown): void {
    try {
      const result: unknown = listener(payload as never);
      // Nobody waits for it, but what it rejects with must not end the process in the middle of a commit.
      if (result instanceof Promise) result.catch((error: unknown) => this.#failed(event, error));
    } catch (error) {
      this.#failed(event, error);
    }
  }

  /** A listener of errors that throws is dropped: there is nobody left to tell. */
  #failed(event: NetEventName, error: unknown): void {
    if (event !== 'listener:error') this.emit('listener:error', { event, error });
  }
}
