import type { KernelOperation, NetworkState, Outcome } from '@netloom/core';
import { HOST } from '@netloom/core/driver';
import { applyOperations, type ApplyControl } from '../apply/apply-operations.js';
import { listNamespaces } from '../namespace/namespace-directory.js';
import { closeNamespace, openNamespace, type OpenNamespace } from '../namespace/open-namespace.js';
import { probe, type PlainTarget } from '../probe/probe.js';
import { readState, type PlainQuery } from '../read/read-state.js';
import { probeCapabilities, type PlainCapabilities } from './capabilities.js';
import { Session } from './session.js';

/**
 * The driver's work, in the thread that it is made in: a worker of its own, the main thread, or a helper process. What
 * goes in and comes out is plain data. The namespace that the thread is in when the engine is first used is the host's.
 */
export class Engine {
  #home: OpenNamespace | undefined;
  #capabilities: PlainCapabilities | undefined;

  capabilities(): PlainCapabilities {
    this.#capabilities ??= this.#session(probeCapabilities);
    return this.#capabilities;
  }

  /** Runs the operations, letting the thread do other things every few milliseconds. */
  async apply(operations: readonly KernelOperation[], control: ApplyControl): Promise<readonly Outcome[]> {
    const session = new Session(this.#own());
    try {
      return await applyOperations(operations, session, control);
    } finally {
      session.close();
    }
  }

  async read(query: PlainQuery, signal: AbortSignal): Promise<NetworkState> {
    const session = new Session(this.#own());
    try {
      return await readState(query, session, signal);
    } finally {
      session.close();
    }
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

  namespaces(): readonly string[] {
    return listNamespaces();
  }

  close(): void {
    if (this.#home !== undefined) closeNamespace(this.#home);
    this.#home = undefined;
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
