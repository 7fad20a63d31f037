import type { Problem } from '../error/problem.js';
import { isBarrier, madeLinks, neededLinks, touchedNamespaces } from '../operation/mentioned-links.js';
import type { NetworkState } from '../state/network-state.js';
import { linkKey } from '../operation/mentioned-links.js';
import { namespaceKey } from '../value/namespace-ref.js';
import { atOnce, type Pieces } from './breather.js';
import type { Step } from './interpretation.js';

/**
 * Puts the operations in the order in which they run: the chain's, but an add moves ahead of the first operation that
 * needs what it makes. Nothing crosses a barrier.
 */
export function order(steps: readonly Step[], before: NetworkState): Ordered {
  return atOnce(ordering(steps, before));
}

export interface Ordered {
  readonly steps: Step[];
  readonly problems: Problem[];
}

/** The same, step by step. */
export function* ordering(steps: readonly Step[], before: NetworkState): Pieces<Ordered> {
  const providers = makers(steps);
  const there = new Set(names(before));
  const state = new Uint8Array(steps.length);
  const ordered: Step[] = [];
  const problems: Problem[] = [];
  const barrierAfter = nextBarriers(steps);

  // An explicit stack: a chain may need its last link first, and ten thousand calls deep.
  for (let start = 0; start < steps.length; start++) {
    const pending = [start];
    while (pending.length > 0) {
      const at = pending.at(-1) ?? 0;
      const step = steps[at];
      if (!step || state[at] === DONE) {
        pending.pop();
        continue;
      }
      state[at] = OPEN;
      const missing = needs(step)
        .filter((key) => !there.has(key))
        .map((key) =>
          providers
            .get(key)
            ?.find((index) => index > start && index < (barrierAfter[start] ?? 0) && state[index] !== DONE),
        )
        .find((index) => index !== undefined && index !== at);
      if (missing !== undefined && state[missing] === OPEN) {
        problems.push(cycle(step, steps[missing]));
      } else if (missing !== undefined) {
        pending.push(missing);
        continue;
      }
      pending.pop();
      state[at] = DONE;
      ordered.push(step);
      take(step, there);
    }
    yield;
  }
  return { steps: ordered, problems };
}

const OPEN = 1;
const DONE = 2;

function cycle(step: Step, other: Step | undefined): Problem {
  return {
    code: 'cycle',
    call: step.call,
    message: `it needs what ${other?.call ?? 'another call'} makes, which needs it in turn`,
    mend: 'split the transaction, or change the link with .link() afterwards',
  };
}

function needs({ operation }: Step): readonly string[] {
  const namespaces = touchedNamespaces(operation).map((key) => `${key}/`);
  // A namespace is born with its lo.
  const links = neededLinks(operation);
  return operation.op === 'namespace.add' ? links : [...namespaces, ...links];
}

function take({ operation }: Step, there: Set<string>): void {
  if (operation.op === 'namespace.add') there.add(`${operation.namespace}/`).add(`${operation.namespace}/lo`);
  if (operation.op === 'link.delete' || (operation.op === 'link.set' && isBarrier(operation))) {
    there.delete(linkKey(operation.namespace, operation.name));
  }
  for (const key of madeLinks(operation)) there.add(key);
}

function makers(steps: readonly Step[]): Map<string, number[]> {
  const providers = new Map<string, number[]>();
  for (const [index, { operation }] of steps.entries()) {
    const keys =
      operation.op === 'namespace.add'
        ? [`${operation.namespace}/`, `${operation.namespace}/lo`]
        : madeLinks(operation);
    for (const key of keys) {
      const list = providers.get(key);
      if (list) list.push(index);
      else providers.set(key, [index]);
    }
  }
  return providers;
}

function* names(state: NetworkState): Generator<string> {
  for (const { namespace, links } of state.namespaces) {
    yield `${namespaceKey(namespace)}/`;
    for (const link of links) {
      yield linkKey(namespace, link.name);
      for (const name of link.altNames) yield linkKey(namespace, name);
    }
  }
}

/** For each step the place of the first barrier at or behind it. */
function nextBarriers(steps: readonly Step[]): Uint32Array {
  const next = new Uint32Array(steps.length).fill(steps.length);
  let barrier = steps.length;
  for (let index = steps.length - 1; index >= 0; index--) {
    const step = steps[index];
    if (step && isBarrier(step.operation)) barrier = index;
    next[index] = barrier;
  }
  return next;
}
