import type { Link } from '../link.js';
import { nextSteps } from './fabric.js';
import type { Frame, NextStep, Step } from './frame.js';
import type { Learned } from './learned.js';
import { nameOf } from './reachability.js';

/** Where a frame gets to, the nearest first. */
export interface Spread {
  /** Links that take the frame for their namespace. */
  readonly taken: readonly Step[];
  /** Links by which it leaves the machine. */
  readonly left: readonly Step[];
  /** Why it got no further. */
  readonly blocked: readonly string[];
}

/** Sends a frame over the links of the machine. */
export function spread(frame: Frame, first: NextStep, learned: Learned): Spread {
  const seen = new Map<Link, Set<Step['direction']>>();
  const taken: Step[] = [];
  const left: Step[] = [];
  const blocked: string[] = [];
  const queue: Step[] = [{ ...first, before: undefined }];
  for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
    const directions = seen.get(step.link) ?? new Set();
    if (directions.has(step.direction)) continue;
    seen.set(step.link, directions.add(step.direction));
    const next = nextSteps(step, frame, learned);
    if (next.taken && isFor(step, frame)) taken.push(step);
    if (step.direction === 'out' && step.link.up && step.link.outside.size > 0) left.push(step);
    blocked.push(...next.blocked);
    for (const following of next.steps) queue.push({ ...following, before: step });
  }
  return { taken, left, blocked: [...new Set(blocked)] };
}

/** A link lets its namespace have what is for its own MAC, or for many (`eth_type_trans()`). */
function isFor({ link, accepted }: Step, { cast, destination }: Frame): boolean {
  return accepted || cast !== 'unicast' || link.mac === destination;
}

export function pathTo(step: Step): string[] {
  const path: string[] = [];
  for (let at: Step | undefined = step; at !== undefined; at = at.before) {
    path.unshift(`${at.direction === 'out' ? 'out of' : 'into'} ${at.link.name} in ${nameOf(at.link.namespace)}`);
  }
  return path;
}
