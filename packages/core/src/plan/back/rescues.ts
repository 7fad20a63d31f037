import { applyEffect } from '../../state/effect/apply-effect.js';
import { NetworkModel } from '../../state/network-model.js';
import { comeAlong } from './come-along.js';
import type { BackContext, BackStep } from './back-step.js';
import { keyOf } from './mending.js';
import { asksWhatOthersDid } from './meanwhile.js';
import { planBack } from './plan-back.js';

/** What of others' would go with what is undone: found out by undoing it on a model, pass by pass. */
export function rescues(context: BackContext): BackStep[] {
  if (!asksWhatOthersDid(context.footprint)) return [];
  const model = NetworkModel.from(context.current.toState());
  const done = new Set<string>();
  const rescued: BackStep[] = [];
  for (;;) {
    const steps = planBack({ ...context, current: model }).filter(
      (step) => step.foreign !== true && !done.has(keyOf(step)),
    );
    const pass = steps.filter((step) => step.pass === steps[0]?.pass);
    if (pass.length === 0) return rescued;
    for (const step of pass) {
      done.add(keyOf(step));
      if (step.rescues === true) rescued.push(step);
      applyEffect(model, step.operation);
      comeAlong(context.before, model, step.operation);
    }
  }
}
