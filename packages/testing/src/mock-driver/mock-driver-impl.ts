import { setTimeout as sleep } from 'node:timers/promises';
import {
  DriverError,
  type ApplyOptions,
  type ApplyPhase,
  type ApplyResult,
  type Capabilities,
  type KernelOperation,
  type NamespaceRef,
  type NetworkState,
  type Outcome,
  type ProbeTarget,
  type StateQuery,
} from '@netloom/core';
import { simulatedLeases, type SimulatedLeases } from '../dhcp/simulated-leases.js';
import { KernelError } from '../simulated-kernel/kernel-error.js';
import type { SimulatedKernel } from '../simulated-kernel/simulated-kernel.js';
import type { AppliedOperation, FieldsOf } from './applied-operation.js';
import { AppliedOperations } from './applied-operations.js';
import { answeringCommand, noNamespace } from './exec-answer.js';
import { failureOf, FaultList, type Fault } from './fault.js';
import type { Attempt, MockDriver, MockDriverOptions } from './mock-driver.js';
import { untilAborted } from './until-aborted.js';

const DONE: Outcome = Object.freeze({ status: 'done' });
const NOT_RUN: Outcome = Object.freeze({ status: 'not-run' });

export class MockDriverImpl implements MockDriver {
  readonly name = 'mock';
  readonly durable = false;
  readonly kernel: SimulatedKernel;
  readonly died: Promise<void>;
  readonly leases?: SimulatedLeases;
  readonly #options: MockDriverOptions;
  readonly #faults = new FaultList();
  readonly #applied = new AppliedOperations();
  readonly #attempts: Attempt[] = [];
  readonly #die: () => void;
  #dead = false;

  constructor(kernel: SimulatedKernel, options: MockDriverOptions) {
    this.kernel = kernel;
    this.#options = options;
    if (options.leases !== undefined) this.leases = simulatedLeases(options.leases);
    const { promise, resolve } = settledLater();
    this.died = promise;
    this.#die = resolve;
    for (const fault of options.faults ?? []) this.#faults.add(fault);
  }

  get applied(): readonly KernelOperation[] {
    return this.#applied.all;
  }

  get attempts(): readonly Attempt[] {
    return this.#attempts;
  }

  appliedOf<N extends KernelOperation['op']>(op: N): readonly AppliedOperation<N>[] {
    return this.#applied.of(op);
  }

  assertApplied<N extends KernelOperation['op']>(op: N, fields?: FieldsOf<N>): AppliedOperation<N> {
    return this.#applied.assertApplied(op, fields);
  }

  assertNotApplied<N extends KernelOperation['op']>(op: N, fields?: FieldsOf<N>): void {
    this.#applied.assertNotApplied(op, fields);
  }

  fail(fault: Fault): void {
    this.#faults.add(fault);
  }

  reset(): void {
    this.#faults.clear();
    this.#applied.clear();
    this.#attempts.length = 0;
  }

  async capabilities(): Promise<Capabilities> {
    await this.#alive();
    return { linkKinds: new Set(this.kernel.linkKinds), rootless: false, moveIndex: true };
  }

  async apply(operations: readonly KernelOperation[], options: ApplyOptions): Promise<ApplyResult> {
    await this.#alive();
    const { signal, phase = 'commit' } = options;
    const outcomes: Outcome[] = [];
    let goesOn = true;
    for (const [index, operation] of operations.entries()) {
      goesOn &&= !signal.aborted;
      const answer: Outcome | Promise<Outcome> = goesOn ? this.#one(operation, phase) : NOT_RUN;
      const outcome: Outcome = answer instanceof Promise ? await answer : answer;
      goesOn &&= outcome.status === 'done';
      outcomes.push(outcome);
      this.#attempts.push({ operation, outcome, phase });
      options.onOutcome(index, outcome);
    }
    return { outcomes };
  }

  async read(query: StateQuery): Promise<NetworkState> {
    await this.#alive();
    query.signal?.throwIfAborted();
    return this.kernel.read(query);
  }

  async namespaces(): Promise<readonly string[]> {
    await this.#alive();
    return this.kernel.namespaces();
  }

  wrap(namespace: NamespaceRef, file: string, args: readonly string[]): readonly [file: string, ...args: string[]] {
    if (!this.#exists(namespace)) return answeringCommand(noNamespace(namespace));
    return answeringCommand(this.#options.exec?.(file, args, namespace));
  }

  async probe(target: ProbeTarget): Promise<void> {
    await this.#alive();
    const { probe } = this.#options;
    if (probe !== undefined) return await untilAborted(() => probe(target), target.signal);
    const answer = this.kernel.ping(target.namespace, target.address);
    if (!answer.reached) throw new DriverError(answer.reason, { errno: 'EHOSTUNREACH' });
  }

  async close(): Promise<void> {}

  #exists(namespace: NamespaceRef): boolean {
    return this.kernel.read({ namespaces: [namespace], tables: [] }).namespaces.length > 0;
  }

  /** An answer that needs no time is given at once: ten thousand that are waited for take as long as what they do. */
  #one(operation: KernelOperation, phase: ApplyPhase): Outcome | Promise<Outcome> {
    const { latency = 0 } = this.#options;
    const delay = typeof latency === 'number' ? latency : latency(operation);
    if (delay > 0) return sleep(delay).then(() => this.#strikeOrCarryOut(operation, phase));
    return this.#strikeOrCarryOut(operation, phase);
  }

  #strikeOrCarryOut(operation: KernelOperation, phase: ApplyPhase): Outcome | Promise<Outcome> {
    // It may have died meanwhile, by an operation of another transaction.
    if (this.#dead) return this.#never();
    const fault = this.#faults.strike(operation, phase);
    if (fault === undefined) return this.#carryOut(operation);
    switch (fault.effect) {
      case 'dies':
        this.#dead = true;
        this.#die();
        return this.#never();
      case 'lost':
        this.#carryOut(operation);
        return { status: 'unknown' };
      default:
        return failureOf(fault);
    }
  }

  #carryOut(operation: KernelOperation): Outcome {
    try {
      const identity = this.kernel.apply(operation);
      this.#applied.add(operation);
      return identity === undefined ? DONE : { status: 'done', identity };
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      const { errno, kernelMessage, attribute } = error;
      return {
        status: 'failed',
        errno,
        ...(kernelMessage === undefined ? {} : { kernelMessage }),
        ...(attribute === undefined ? {} : { attribute }),
      };
    }
  }

  /** A dead process does nothing more: neither an answer nor an error comes from it. */
  async #alive(): Promise<void> {
    if (this.#dead) await this.#never();
  }

  #never(): Promise<never> {
    return new Promise<never>(() => {});
  }
}

function settledLater(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
