import type { ApplyPhase, KernelOperation, OperationFailure } from '@netloom/core';

/** When an operation is to fail, and how. */
export interface Fault {
  /** The operation that fails; absent means any. */
  readonly op?: KernelOperation['op'];
  /** Narrows it further: only an operation for which this gives `true`. */
  readonly when?: (operation: KernelOperation) => boolean;
  /** The n-th that fits fails, counted from now on; 1 unless said otherwise. */
  readonly nth?: number;
  /** How many fail from there on; 1 unless said otherwise. `Infinity`: all. */
  readonly times?: number;
  /** Only while core is at this; absent means at anything. */
  readonly during?: ApplyPhase;
  /** The kernel's name of the error, `EIO` unless said otherwise. */
  readonly errno?: string;
  readonly kernelMessage?: string;
  /**
   * `lost`: the operation is carried out, but nobody learns of it, as when an answer is lost. `dies`: the process ends
   * before the operation; whoever waits for the driver waits for ever, as the dead do.
   */
  readonly effect?: 'fails' | 'lost' | 'dies';
}

const EFFECTS: readonly string[] = ['fails', 'lost', 'dies'] satisfies readonly Fault['effect'][];
const PHASES: readonly string[] = ['commit', 'rollback', 'undo', 'recover'] satisfies readonly ApplyPhase[];

interface Armed {
  readonly fault: Fault;
  seen: number;
  left: number;
}

/** Faults that wait for their operation. */
export class FaultList {
  readonly #armed: Armed[] = [];

  /** @throws RangeError for a fault that could never strike, or not as it says. */
  add(fault: Fault): void {
    const { nth = 1, times = 1, effect = 'fails', during = 'commit' } = fault;
    expectIn('effect', effect, EFFECTS);
    expectIn('during', during, PHASES);
    if (!Number.isInteger(nth) || nth < 1) throw expected('nth', 'a whole number, 1 or more', nth);
    if (times !== Infinity && (!Number.isInteger(times) || times < 1)) {
      throw expected('times', 'a whole number, 1 or more, or Infinity', times);
    }
    this.#armed.push({ fault, seen: 0, left: times });
  }

  clear(): void {
    this.#armed.length = 0;
  }

  /** The fault that strikes this operation, if one does. Every fault that fits counts it. */
  strike(operation: KernelOperation, phase: ApplyPhase): Fault | undefined {
    let struck: Fault | undefined;
    for (const armed of this.#armed) {
      if (!fits(armed.fault, operation, phase)) continue;
      armed.seen += 1;
      if (struck !== undefined || armed.left === 0 || armed.seen < (armed.fault.nth ?? 1)) continue;
      armed.left -= 1;
      struck = armed.fault;
    }
    return struck;
  }
}

function expectIn(field: string, value: string, known: readonly string[]): void {
  if (!known.includes(value)) throw expected(field, `one of ${known.join(', ')}`, value);
}

function expected(field: string, what: string, got: string | number): RangeError {
  return new RangeError(`Expected \`${field}\` to be ${what}, got ${typeof got === 'string' ? `"${got}"` : got}`);
}

function fits({ op, when, during }: Fault, operation: KernelOperation, phase: ApplyPhase): boolean {
  if (op !== undefined && op !== operation.op) return false;
  if (during !== undefined && during !== phase) return false;
  return when === undefined || when(operation);
}

/** What a driver says of an operation that a fault has struck. */
export function failureOf({ errno = 'EIO', kernelMessage }: Fault): OperationFailure {
  return { status: 'failed', errno, ...(kernelMessage === undefined ? {} : { kernelMessage }) };
}
