import type { ApplyPhase, Driver, KernelOperation, Outcome, ProbeTarget } from '@netloom/core';
import { simulatedKernel, type SimulatedKernel } from '../simulated-kernel/simulated-kernel.js';
import type { SimulatedLease } from '../dhcp/simulated-lease.js';
import type { AnswerLease, SimulatedLeases } from '../dhcp/simulated-leases.js';
import { MockDriverImpl } from './mock-driver-impl.js';
import type { AppliedOperation, FieldsOf } from './applied-operation.js';
import type { ExecAnswers } from './exec-answer.js';
import type { Fault } from './fault.js';

/** One operation that core handed to the driver, and what came of it. */
export interface Attempt {
  readonly operation: KernelOperation;
  readonly outcome: Outcome;
  readonly phase: ApplyPhase;
}

/** What a mock driver drives, and how it answers. */
export interface MockDriverOptions {
  /** The kernel that the driver drives; a fresh one, with `lo` and an `eth0` that is up, unless said otherwise. */
  readonly kernel?: SimulatedKernel;
  /** Faults from the beginning, as `fail()` adds them. */
  readonly faults?: readonly Fault[];
  /** Milliseconds that each operation takes, by the real clock; none unless said otherwise. */
  readonly latency?: number | ((operation: KernelOperation) => number);
  /**
   * What commands run by `net.exec()` answer. Without it they end with 127 and say so; in a namespace that does not exist
   * they end with 255, as those of `ip netns exec`.
   */
  readonly exec?: ExecAnswers;
  /**
   * Answers `ping()` and `tcp()` instead of the kernel: resolves, or throws the reason. The kernel knows whether an address
   * is reached, and nothing of who listens there: of a port, only this can say that nobody does.
   */
  readonly probe?: (target: ProbeTarget) => void | Promise<void>;
  /**
   * What DHCP servers answer: the lease that every link gets, or what says it for each. Without it a transaction with `dhcp`
   * fails.
   */
  readonly leases?: SimulatedLease | AnswerLease;
}

/** A driver for unit tests: no kernel, no privileges, nothing left behind, and everything that was done can be seen. */
export interface MockDriver extends Driver {
  /** What it drives: to prepare what a test begins with, and to ask the way of a packet. */
  readonly kernel: SimulatedKernel;
  /** What it leases by DHCP, if it was told what. */
  readonly leases?: SimulatedLeases;
  /** The operations that were carried out, in order, those of rollbacks and undos too. */
  readonly applied: readonly KernelOperation[];
  /** Every operation that was handed over, with its outcome. */
  readonly attempts: readonly Attempt[];
  /** The operations of one name that were carried out, typed. */
  appliedOf<N extends KernelOperation['op']>(op: N): readonly AppliedOperation<N>[];
  /**
   * Claims that an operation was carried out that has at least the fields said, those of objects in it as well.
   *
   * @returns The first that has.
   * @throws AssertionError that lists the operations of that name that were carried out.
   * @example
   *   driver.assertApplied('link.add', { kind: 'veth', namespace: 'web', mtu: 1400 });
   */
  assertApplied<N extends KernelOperation['op']>(op: N, fields?: FieldsOf<N>): AppliedOperation<N>;
  /**
   * Claims that no operation was carried out that has the fields said.
   *
   * @throws AssertionError that describes the first that has.
   */
  assertNotApplied<N extends KernelOperation['op']>(op: N, fields?: FieldsOf<N>): void;
  /**
   * Has an operation fail.
   *
   * @throws RangeError for a fault that could never strike, or not as it says.
   * @example
   *   driver.fail({ op: 'address.add', errno: 'EEXIST' });
   *   driver.fail({ op: 'link.delete', errno: 'EBUSY', during: 'rollback' });
   *   driver.fail({ op: 'link.add', nth: 2, effect: 'dies' });
   */
  fail(fault: Fault): void;
  /** Forgets faults that have not struck, and what was recorded. */
  reset(): void;
  /**
   * Resolves when a fault has ended the process that the driver stands for. From then on nothing is carried out or answered:
   * a `Net` on it cannot be closed either, for it waits for what it has under way.
   */
  readonly died: Promise<void>;
}

/**
 * Makes a driver on a simulated kernel.
 *
 * @throws RangeError for a fault that could never strike, or not as it says, and for a lease without an address.
 * @example
 *   const driver = mockDriver();
 *   await using net = createNet({ driver });
 *   await net.namespace('web').veth('eth0').commit();
 *   t.is(driver.appliedOf('link.add')[0]?.name, 'eth0');
 */
export function mockDriver(options: MockDriverOptions = {}): MockDriver {
  return new MockDriverImpl(options.kernel ?? simulatedKernel(), options);
}
