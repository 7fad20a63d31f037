import type { ProblemCode } from '../../error/problem-code.js';
import type { Problem } from '../../error/problem.js';
import type { NamespaceRef } from '../../value/namespace-ref.js';
import type { Step } from '../interpretation.js';
import { warning, type Found, type LookAround, type Warner } from './look-around.js';

/** A parent or a bridge that is down: what stands on it carries nothing, and nothing is raised unasked. */
export const downWarnings: Warner = function* (step, around) {
  const { operation } = step;
  if (operation.op === 'link.set' && typeof operation.changes.master === 'string') {
    yield* masterDown(step, around, operation.namespace, operation.name);
  }
  if (operation.op !== 'link.add') return;
  yield* masterDown(step, around, operation.namespace, operation.name);
  if (operation.kind === 'veth')
    yield* masterDown(step, around, operation.data.peer.namespace, operation.data.peer.name);
  const own = around.find(operation.namespace, operation.name);
  const parent = own && around.parentOf(own);
  if (own && parent && !parent.link.up) yield down(step, 'parent-down', own, parent, 'parent');
};

function* masterDown(step: Step, around: LookAround, ref: NamespaceRef, name: string): Generator<Problem> {
  const own = around.find(ref, name);
  const master = own && around.masterOf(own);
  if (own && master && !master.link.up) yield down(step, 'master-down', own, master, 'bridge');
}

function down(step: Step, code: ProblemCode, own: Found, other: Found, what: string): Problem {
  return warning(
    step,
    code,
    `"${other.link.name}", the ${what} of "${own.link.name}", is down and is not raised for you: "${own.link.name}" carries nothing`,
    `raise it: .link('${other.link.name}', { up: true })`,
  );
}
