import type { KernelOperation } from '../../operation/operation.js';
import { applyEffect } from '../../state/effect/apply-effect.js';
import { NetworkModel } from '../../state/network-model.js';
import { comeAlong } from './come-along.js';
import { loseParameters } from './lose-parameters.js';
import type { BackContext, BackStep } from './back-step.js';
import { planBack } from './plan-back.js';

/**
 * All that is needed to come back from the current state, in an order in which it can be done by hand: each step is planned
 * on what the ones before it would leave. Steps that are foreign are said, and nothing is built on them.
 */
export function mending(context: BackContext): BackStep[] {
  const model = NetworkModel.from(context.current.toState());
  const said = new Set<string>();
  const steps: BackStep[] = [];
  for (;;) {
    const next = planBack({ ...context, current: model }).find((step) => !said.has(keyOf(step)));
    if (!next) return steps;
    said.add(keyOf(next));
    steps.push(next);
    if (next.foreign === true) continue;
    foresee(context, model, next.operation);
  }
}

/** What will be there when an operation that goes back is done, with what comes of it by itself. */
export function foresee(context: BackContext, model: NetworkModel, operation: KernelOperation): void {
  applyEffect(model, operation);
  comeAlong(context.before, model, operation);
  loseParameters(context, model, operation);
}

export function keyOf({ operation }: Pick<BackStep, 'operation'>): string {
  return JSON.stringify(operation);
}
