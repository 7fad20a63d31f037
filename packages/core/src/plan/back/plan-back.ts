import { atOnce, type Pieces } from '../breather.js';
import { PASSES, type BackContext, type BackStep } from './back-step.js';
import { placeLinks } from './place-links.js';
import { removingMade } from './remove-made.js';
import { restoreAddresses } from './restore-addresses.js';
import { restoreFdb } from './restore-fdb.js';
import { restoreLinks } from './restore-links.js';
import { restoreNamespaces } from './restore-namespaces.js';
import { restoreNeighbours } from './restore-neighbours.js';
import { restoreRoutes } from './restore-routes.js';
import { restoreRules } from './restore-rules.js';
import { restoreSysctls } from './restore-sysctls.js';

const RESTORERS: readonly ((context: BackContext) => Iterable<BackStep>)[] = [
  placeLinks,
  restoreLinks,
  restoreSysctls,
  restoreAddresses,
  restoreRoutes,
  restoreNeighbours,
  restoreFdb,
  restoreRules,
];

/**
 * What is to be done to come from the current state back to the one before, restricted to what the transaction touched.
 * Nothing to do means: it is exactly as it was. Only the steps of the first pass that has any are sure to be right; what
 * is behind them is to be planned anew on what they leave.
 */
export function planBack(context: BackContext): BackStep[] {
  return atOnce(planningBack(context));
}

/** The same, kind of object by kind of object. */
export function* planningBack(context: BackContext): Pieces<BackStep[]> {
  const removed = yield* removingMade(context);
  // Nothing is put into a namespace that only has the name of the one of before.
  const inTheWay = removed.flatMap(({ operation }) =>
    operation.op === 'namespace.delete' ? [operation.namespace] : [],
  );
  const rest = { ...context, before: context.before.without(inTheWay) };
  const steps = [...removed, ...restoreNamespaces(context)];
  for (const restore of RESTORERS) {
    yield;
    steps.push(...restore(rest));
  }
  return steps.toSorted((a, b) => PASSES.indexOf(a.pass) - PASSES.indexOf(b.pass));
}
