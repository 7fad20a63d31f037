import { DriverError, type ApplyOptions, type ApplyResult, type Capabilities, type Driver } from '@netloom/core';
import type { KernelOperation, NetworkState, Outcome, StateQuery } from '@netloom/core';
import { KernelError, simulatedKernel, type SimulatedKernel } from '@netloom/testing';

/**
 * A driver from scratch. What it drives is a simulated kernel, where yours sends messages, runs commands, or calls another
 * machine; all the rest is as it would be.
 */
export class MemoryDriver implements Driver {
  readonly name = 'memory';
  /** What it changes is gone with the process, so that journal and locks can be in memory as well. */
  readonly durable = false;
  readonly #kernel: SimulatedKernel;
  #closed = false;

  constructor(kernel: SimulatedKernel = simulatedKernel()) {
    this.#kernel = kernel;
  }

  /** Found out by trying, where there is something to try. */
  async capabilities(): Promise<Capabilities> {
    return { linkKinds: new Set(['veth', 'bridge', 'macvlan', 'macvtap']), rootless: true, moveIndex: true };
  }

  /** One operation after another: that is after all those that it depends on. Nothing begins after the first failure. */
  async apply(operations: readonly KernelOperation[], { signal, onOutcome }: ApplyOptions): Promise<ApplyResult> {
    const outcomes: Outcome[] = [];
    let goesOn = true;
    for (const [index, operation] of operations.entries()) {
      goesOn &&= !signal.aborted && !this.#closed;
      const outcome: Outcome = goesOn ? this.#carryOut(operation) : { status: 'not-run' };
      goesOn &&= outcome.status === 'done';
      outcomes.push(outcome);
      onOutcome(index, outcome);
    }
    return { outcomes };
  }

  /** The namespaces that are asked for; those that do not exist are left out. */
  async read(query: StateQuery): Promise<NetworkState> {
    query.signal?.throwIfAborted();
    if (this.#closed) throw new DriverError('the driver is closed');
    return this.#kernel.read(query);
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  /** What the kernel refuses is an outcome, with its errno and its own words; anything else is a defect, and thrown. */
  #carryOut(operation: KernelOperation): Outcome {
    try {
      const identity = this.#kernel.apply(operation);
      return identity === undefined ? { status: 'done' } : { status: 'done', identity };
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      const { errno, kernelMessage } = error;
      return { status: 'failed', errno, ...(kernelMessage === undefined ? {} : { kernelMessage }) };
    }
  }
}
