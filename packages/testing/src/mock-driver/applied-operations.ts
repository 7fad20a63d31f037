import { AssertionError } from 'node:assert';
import { describeOperation, type KernelOperation } from '@netloom/core';
import { has, type AppliedOperation, type FieldsOf } from './applied-operation.js';

/** The operations that were carried out, and what can be claimed of them. */
export class AppliedOperations {
  readonly #applied: KernelOperation[] = [];

  get all(): readonly KernelOperation[] {
    return this.#applied;
  }

  of<N extends KernelOperation['op']>(op: N): readonly AppliedOperation<N>[] {
    return this.#applied.filter((operation): operation is AppliedOperation<N> => operation.op === op);
  }

  add(operation: KernelOperation): void {
    this.#applied.push(operation);
  }

  clear(): void {
    this.#applied.length = 0;
  }

  assertApplied<N extends KernelOperation['op']>(op: N, fields?: FieldsOf<N>): AppliedOperation<N> {
    const applied = this.of(op);
    const found = applied.find((operation) => has(operation, fields ?? {}));
    if (found !== undefined) return found;
    const message = `no ${op} with ${JSON.stringify(fields ?? {})} was carried out; there ${listed(applied)}`;
    throw new AssertionError({ message, actual: applied, expected: fields, operator: 'assertApplied' });
  }

  assertNotApplied<N extends KernelOperation['op']>(op: N, fields?: FieldsOf<N>): void {
    const found = this.of(op).find((operation) => has(operation, fields ?? {}));
    if (found === undefined) return;
    const message = `this was carried out: ${describeOperation(found)}`;
    throw new AssertionError({ message, actual: found, expected: fields, operator: 'assertNotApplied' });
  }
}

function listed(operations: readonly KernelOperation[]): string {
  if (operations.length === 0) return 'was none at all';
  return `were:\n${operations.map((operation) => `  ${JSON.stringify(operation)}`).join('\n')}`;
}
