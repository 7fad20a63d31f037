import type { Problem } from '../error/problem.js';
import type { Operation } from '../operation/operation.js';
import { NetworkModel } from '../state/network-model.js';
import type { NetworkState } from '../state/network-state.js';
import { atOnce, type Pieces } from './breather.js';
import type { Step } from './interpretation.js';
import { ExactnessWarnings } from './warnings/exactness-warnings.js';
import { downWarnings } from './warnings/down-warnings.js';
import { LookAround, type Warner } from './warnings/look-around.js';
import { macWarnings } from './warnings/mac-warnings.js';
import { gatewayWarnings, macvlanWarnings } from './warnings/macvlan-warnings.js';
import { portWarnings } from './warnings/port-warnings.js';
import { vethWarnings } from './warnings/veth-warnings.js';

/**
 * What is possible and yet likely not what was meant: the mistakes that everybody makes once with virtual links, each
 * with the call that shows it and a mend; and what could not be given back exactly. Of links that were there before, only
 * what the steps do to them is judged.
 */
export function warningsOf(steps: readonly Step[], before: NetworkState, after: NetworkState): Problem[] {
  return atOnce(warning(steps, before, NetworkModel.from(after)));
}

/** The same, step by step, on the network as it will be. */
export function* warning(steps: readonly Step[], before: NetworkState, after: NetworkModel): Pieces<Problem[]> {
  if (steps.length === 0) return [];
  const around = new LookAround(after);
  const warners = warnersByOperation(new ExactnessWarnings(before));
  const warnings = new Map<string, Problem>();
  for (const step of steps) {
    yield;
    for (const warner of warners[step.operation.op] ?? []) {
      for (const problem of warner(step, around)) {
        const key = `${problem.code} ${problem.message}`;
        if (!warnings.has(key)) warnings.set(key, problem);
      }
    }
  }
  return [...warnings.values()];
}

/** Who has something to say to which operation; those who remember are made for one plan. */
function warnersByOperation(exactness: ExactnessWarnings): { readonly [op in Operation['op']]?: readonly Warner[] } {
  const macs = macWarnings();
  const exact: Warner = (step) => exactness.of(step);
  return {
    'link.add': [vethWarnings, macvlanWarnings, downWarnings, macs, exact],
    'link.set': [downWarnings, portWarnings, macs, exact],
    'link.delete': [exact],
    'namespace.delete': [exact],
    'address.add': [portWarnings],
    'route.add': [gatewayWarnings],
  };
}
