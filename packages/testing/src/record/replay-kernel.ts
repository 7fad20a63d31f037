import type { KernelOperation, NamespaceIdentity, Outcome } from '@netloom/core';
import { KernelError } from '../simulated-kernel/kernel-error.js';
import { LINK_KIND_MODELS } from '../simulated-kernel/kind/link-kind-models.js';
import { simulatedKernel, type SimulatedKernel } from '../simulated-kernel/simulated-kernel.js';
import { neverAsked, oneTooMany, otherOperation, otherOutcome, type ReplayDifference } from './difference.js';
import { Likeness } from './likeness.js';
import type { RecordedStep, Recording } from './recording.js';

/** Errors that come of the machine, not of what its network is like: a simulated kernel cannot know of them. */
const OF_THE_MACHINE: ReadonlySet<string> = new Set([
  'ENOMEM',
  'ENOBUFS',
  'ENOSPC',
  'EMFILE',
  'ENFILE',
  'EPERM',
  'EIO',
  'EINTR',
  'EAGAIN',
  'ETIMEDOUT',
]);

/** A simulated kernel that answers as the log does, and notes where it would have answered otherwise. */
export class ReplayKernel {
  readonly kernel: SimulatedKernel;
  readonly #simulated: SimulatedKernel;
  readonly #steps: readonly RecordedStep[];
  readonly #differences: ReplayDifference[] = [];
  readonly #likeness = new Likeness();
  #next = 0;

  constructor({ start, steps, linkKinds }: Recording) {
    const missingKinds = LINK_KIND_MODELS.map(({ kind }) => kind).filter((kind) => linkKinds?.includes(kind) === false);
    this.#simulated = simulatedKernel({ state: { namespaces: start }, features: { missingKinds } });
    this.#steps = steps;
    this.kernel = { ...this.#simulated, apply: (operation) => this.#apply(operation) };
  }

  /** The differences so far, and what is in the log and was not asked for. */
  differences(): readonly ReplayDifference[] {
    const left = this.#steps.slice(this.#next);
    return [...this.#differences, ...left.map((step, index) => neverAsked(this.#next + index + 1, step))];
  }

  #apply(operation: KernelOperation): NamespaceIdentity | undefined {
    const recorded = this.#steps[this.#next];
    this.#next += 1;
    if (recorded === undefined) {
      this.#differences.push(oneTooMany(this.#next, operation));
      return this.#simulated.apply(operation);
    }
    if (!this.#likeness.isSame(recorded.operation, operation)) {
      this.#differences.push(otherOperation(this.#next, recorded.operation, operation));
      return this.#simulated.apply(operation);
    }
    return this.#answer(recorded, operation);
  }

  #answer(recorded: RecordedStep, operation: KernelOperation): NamespaceIdentity | undefined {
    const { outcome } = recorded;
    const ofTheMachine = outcome?.status === 'failed' && OF_THE_MACHINE.has(outcome.errno);
    const simulated = ofTheMachine ? outcome : this.#try(operation);
    if (!isEqual(outcome, simulated)) this.#differences.push(otherOutcome(this.#next, recorded, simulated));
    if (outcome?.status === 'failed') throw new KernelError(outcome.errno, outcome.kernelMessage, outcome.attribute);
    return simulated.status === 'done' ? simulated.identity : undefined;
  }

  #try(operation: KernelOperation): Outcome {
    try {
      const identity = this.#simulated.apply(operation);
      return identity === undefined ? { status: 'done' } : { status: 'done', identity };
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      const { errno, kernelMessage } = error;
      return { status: 'failed', errno, ...(kernelMessage === undefined ? {} : { kernelMessage }) };
    }
  }
}

/** Kernels differ in their texts, and what nobody learned of may have been either. */
function isEqual(recorded: Outcome | undefined, simulated: Outcome): boolean {
  if (recorded === undefined || recorded.status === 'unknown') return true;
  if (recorded.status === 'failed' && simulated.status === 'failed') return recorded.errno === simulated.errno;
  return recorded.status === simulated.status;
}
