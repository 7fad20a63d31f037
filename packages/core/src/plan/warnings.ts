import type { Problem } from '../error/problem.js';
import type { Operation } from '../operation/operation.js';
import { NetworkModel } from '../state/network-model.js';
import type { NetworkState } from '../state/network-state.js';
import { atOnce, type Pieces } from './breather.js';
import type { Step } from './interpretation.js';
import { downWarnings } from './warnings/down-warnings.js';
import { LookAround, type Warner } from './warnings/look-around.js';
import { macWarnings } from './warnings/mac-warnings.js';
import { gatewayWarnings, macvlanWarnings } from './warnings/macvlan-warnings.js';
import { portWarnings } from './warnings/port-warnings.js';
import { vethWarnings } from './warnings/veth-warnings.js';

/**
 * What is possible and yet likely not what was meant: the mistakes that everybody makes once with virtual links, each
 * with the call that shows it and a mend. Of links that were there before, only what the steps do to them is judged.
 */
export function warningsOf(steps: readonly Step[], _before: NetworkState, after: NetworkState): Problem[] {
  return atOnce(warning(steps, NetworkModel.from(after)));
}

/** The same, step by step, on the network as it will be. */
export function* warning(steps: readonly Step[], after: NetworkModel): Pieces<Problem[]> {
  if (steps.length === 0) return [];
  const around = new LookAround(after);
  const warners = warnersByOperation();
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
function warnersByOperation(): { readonly [op in Operation['op']]?: readonly Warner[] } {
  const macs = macWarnings();
  return {
    'link.add': [vethWarnings, macvlanWarnings, downWarnings, macs],
    'link.set': [downWarnings, portWarnings, macs],
    'address.add': [portWarnings],
    'route.add': [gatewayWarnings],
  };
}
