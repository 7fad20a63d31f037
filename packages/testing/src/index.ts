export { mockDriver } from './mock-driver/mock-driver.js';
export type { Attempt, MockDriver, MockDriverOptions } from './mock-driver/mock-driver.js';
export type { AppliedOperation, FieldsOf } from './mock-driver/applied-operation.js';
export type { Fault } from './mock-driver/fault.js';
export type { ExecAnswer, ExecAnswers } from './mock-driver/exec-answer.js';

export { simulatedKernel } from './simulated-kernel/simulated-kernel.js';
export type { SimulatedKernel } from './simulated-kernel/simulated-kernel.js';
export type { PhysicalLink, SimulatedKernelOptions } from './simulated-kernel/kernel-options.js';
export type { Reachability } from './simulated-kernel/reachability/reachability.js';
export { KernelError } from './simulated-kernel/kernel-error.js';
export type { VirtualClock } from './simulated-kernel/virtual-clock.js';

export type { AnswerLease, SimulatedLeases } from './dhcp/simulated-leases.js';
export type { SimulatedLease } from './dhcp/simulated-lease.js';

export { describeDriver } from './conformance/describe-driver.js';
export type { DescribeDriverOptions } from './conformance/describe-driver.js';

export { sandbox, whyNoSandbox } from './sandbox/sandbox.js';
export type { SandboxTarget } from './sandbox/sandbox.js';
export { inSandbox } from './sandbox/in-sandbox.js';
export type { TestFunction } from './sandbox/skipping-test.js';

export { recordDriver } from './record/record-driver.js';
export type { RecordOptions } from './record/record-driver.js';
export { replay } from './record/replay.js';
export type { Replay } from './record/replay.js';
export type { RecordedStep } from './record/recording.js';
export type { ReplayDifference } from './record/difference.js';
