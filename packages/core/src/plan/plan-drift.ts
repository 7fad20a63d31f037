import { NetworkModel } from '../state/network-model.js';
import { Guests } from './back/guests.js';
import { Meanwhile } from './back/meanwhile.js';
import { planBack } from './back/plan-back.js';
import { sameJson } from './back/same-value.js';
import type { PlannedTransaction } from './planner.js';
import { describeOperation } from './describe-operation.js';
import { trace } from './trace.js';

/** What is not as it was when a plan was made: in what the plan touches, or in what it would have to do. */
export function planDrift(made: PlannedTransaction, now: PlannedTransaction): string[] {
  const footprint = trace(made.operations, made.before);
  for (const [id, link] of footprint.links) if (link.made) footprint.links.delete(id);
  footprint.namespacesMade.clear();
  const before = NetworkModel.from(made.before);
  const current = NetworkModel.from(now.before);
  const differences = planBack({
    before,
    current,
    footprint,
    identities: new Map(),
    since: 0,
    meanwhile: new Meanwhile(new Guests(before, current, footprint), undefined, current),
  });
  const changed = differences.map(({ reason }) => reason);
  if (sameJson(made.operations, now.operations)) return changed;
  const known = new Set(made.operations.map((operation) => JSON.stringify(operation)));
  const needed = new Set(now.operations.map((operation) => JSON.stringify(operation)));
  const more = now.operations.filter((operation) => !known.has(JSON.stringify(operation)));
  const less = made.operations.filter((operation) => !needed.has(JSON.stringify(operation)));
  return [
    ...changed,
    ...more.map((operation) => `it would now have to ${describeOperation(operation)} as well`),
    ...less.map((operation) => `it would no longer have to ${describeOperation(operation)}`),
  ];
}
