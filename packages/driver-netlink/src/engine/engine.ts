import { isMainThread } from 'node:worker_threads';
import type { KernelOperation, NamespaceRef, Outcome, StateEvent } from '@netloom/core';
import { HOST } from '@netloom/core/driver';
import { type Batch, NamespacesAhead } from '../ahead/namespaces-ahead.js';
import { applyOperations, type ApplyControl } from '../apply/apply-operations.js';
import { LOCK_EX, LOCK_NB } from '../libc/constants.js';
import { libc } from '../libc/libc.js';
import { listNamespaces } from '../namespace/namespace-directory.js';
import { closeNamespace, openNamespace, type OpenNamespace } from '../namespace/open-namespace.js';
import { probe, type PlainTarget } from '../probe/probe.js';
import { askForeign } from '../read/ask-foreign.js';
import type { ForeignAnswer, ForeignQuestion } from '../read/foreign-link.js';
import { recordState, type PlainQuery } from '../read/record-state.js';
import type { StateListener } from '../read/state-listener.js';
import { watchState } from '../watch/watch.js';
import { probeCapabilities, type PlainCapabilities } from './capabilities.js';
import { Session } from './session.js';

/**
 * The driver's work, in the thread that it is made in: a worker of its own, the main thread, or a helper process. What
 * goes in and comes out is plain data. The namespace that the thread is in when the engine is first used is the host's.
 */
export class Engine {
  readonly #watches = new Map<AbortController, Promise<void>>();
  #home: OpenNamespace | undefined;
  #ahead: NamespacesAhead | undefined;

  capabilities(wanted: readonly string[]): PlainCapabilities {
    return this.#session((session) => probeCapabilities(session, wanted));
  }

  /** Runs the operations, letting the thread do other things every few milliseconds. */
  async apply(operations: readonly KernelOperation[], control: ApplyControl): Promise<readonly Outcome[]> {
    const ahead = this.#makeAhead(operations, control);
    const session = new Session(this.#own(), ahead);
    try {
      return await applyOperations(operations, session, control);
    } finally {
      ahead?.end();
      session.close();
    }
  }

  /** Has the kernel say its state to the listener. */
  async record(query: PlainQuery, signal: AbortSignal, listener: StateListener): Promise<void> {
    const session = new Session(this.#own());
    try {
      await recordState(query, session, signal, listener);
    } finally {
      session.close();
    }
  }

  /** What the kernel says of links in other namespaces than those that were read. */
  askForeign(question: ForeignQuestion): readonly ForeignAnswer[] {
    return this.#session((session) => askForeign(question, session));
  }

  /** @throws {@link SystemError} where the probe is refused, or the signal comes before an answer. */
  async probe(target: PlainTarget, signal: AbortSignal): Promise<void> {
    const session = new Session(this.#own());
    try {
      await probe(target, session, signal);
    } finally {
      session.close();
    }
  }

  /** The lock belongs to the open file, which all threads of a process share. */
  tryLock(file: number): boolean {
    return libc().flock(file, LOCK_EX | LOCK_NB) === 0;
  }

  /** Tells of changes until the signal says stop. What is changed after this call is not missed. */
  async watch(
    namespace: NamespaceRef | undefined,
    emit: (event: StateEvent) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const controller = new AbortController();
    const stop = (): void => controller.abort();
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    const ended = watchState(namespace, this.#own(), emit, controller.signal);
    this.#watches.set(controller, ended);
    try {
      await ended;
    } finally {
      this.#watches.delete(controller);
      signal.removeEventListener('abort', stop);
    }
  }

  namespaces(): readonly string[] {
    return listNamespaces();
  }

  /** Ends what is watched, and lets go of the host's namespace. */
  async close(): Promise<void> {
    for (const controller of this.#watches.keys()) controller.abort();
    await Promise.allSettled(this.#watches.values());
    await this.#ahead?.close();
    if (this.#home !== undefined) closeNamespace(this.#home);
    this.#home = undefined;
  }

  /** The namespaces that nothing before them stands in the way of, where a second thread is to make them. */
  #makeAhead(operations: readonly KernelOperation[], { behind }: ApplyControl): Batch | undefined {
    // On the main thread of a short-lived process a second one would cost more than it saves.
    if (isMainThread) return undefined;
    const names = operations.flatMap((operation, place) =>
      operation.op === 'namespace.add' && (behind?.[place] ?? -1) < 0 ? [operation.namespace] : [],
    );
    if (!NamespacesAhead.isWorthIt(names)) return undefined;
    this.#ahead ??= new NamespacesAhead();
    return this.#ahead.begin(names);
  }

  #session<T>(action: (session: Session) => T): T {
    const session = new Session(this.#own());
    try {
      return action(session);
    } finally {
      session.close();
    }
  }

  #own(): OpenNamespace {
    this.#home ??= openNamespace(HOST, -1);
    return this.#home;
  }
}
