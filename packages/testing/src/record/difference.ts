import { describeOperation, type KernelOperation, type Outcome } from '@netloom/core';
import type { RecordedStep } from './recording.js';
import { essence } from './likeness.js';

/** Where what happens differs from what was recorded. */
export interface ReplayDifference {
  /** Which of the recorded operations, counted from 1. */
  readonly step: number;
  /** `operation`: another one was asked for. `outcome`: the same, with another outcome. `missing`: none was. `extra`: one too many. */
  readonly kind: 'operation' | 'outcome' | 'missing' | 'extra';
  /** A sentence with both sides. */
  readonly message: string;
}

export function otherOperation(step: number, recorded: KernelOperation, asked: KernelOperation): ReplayDifference {
  const message = `recorded was ${show(recorded)}, asked was ${show(asked)}`;
  return { step, kind: 'operation', message: `operation ${step}: ${message}` };
}

export function otherOutcome(step: number, recorded: RecordedStep, simulated: Outcome): ReplayDifference {
  const { operation, outcome } = recorded;
  const message = `${describeOperation(operation)}: recorded was ${told(outcome)}, the simulated kernel says ${told(simulated)}`;
  return { step, kind: 'outcome', message: `operation ${step}, ${message}` };
}

export function neverAsked(step: number, { operation }: RecordedStep): ReplayDifference {
  return { step, kind: 'missing', message: `operation ${step} was never asked for: ${show(operation)}` };
}

export function oneTooMany(step: number, asked: KernelOperation): ReplayDifference {
  return { step, kind: 'extra', message: `operation ${step} is not in the log: ${show(asked)}` };
}

/** In words, and as it is: two may differ in what the words leave out. */
function show(operation: KernelOperation): string {
  return `${describeOperation(operation)} ${essence(operation)}`;
}

function told(outcome: Outcome | undefined): string {
  if (outcome === undefined) return 'nothing';
  if (outcome.status !== 'failed') return outcome.status;
  return outcome.kernelMessage === undefined ? outcome.errno : `${outcome.errno} (${outcome.kernelMessage})`;
}
