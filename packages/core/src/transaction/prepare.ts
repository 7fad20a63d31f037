import type { Clock } from '../di/clock.js';
import type { Driver } from '../driver/driver.js';
import type { KernelOperation, Operation } from '../operation/operation.js';
import { Breather } from '../plan/breather.js';
import type { Footprint } from '../plan/footprint.js';
import type { Plan } from '../plan/plan.js';
import type { PlannedTransaction } from '../plan/planner.js';
import { pruneState } from '../plan/prune-state.js';
import { tracing } from '../plan/trace.js';
import { NetworkModel } from '../state/network-model.js';
import type { NetworkState } from '../state/network-state.js';
import { sysctlsOf } from './back-context.js';
import { identifying } from './identify.js';
import type { Intent } from './journal/intent.js';
import { ownershipOf, type Ownership } from './journal/ownership.js';
import { requireCapabilities } from './require-capabilities.js';
import type { Prepared } from './running.js';
import { stage } from './stage.js';

export interface PrepareOptions {
  readonly driver: Driver;
  readonly clock: Clock;
  readonly id: string;
  readonly label: string | undefined;
}

/** Makes a plan ready to run: parted into what can be taken back and what destroys, with indexes and addresses chosen. */
export async function prepare(
  planned: PlannedTransaction,
  plan: Plan,
  { driver, clock, id, label }: PrepareOptions,
): Promise<Prepared> {
  const { moveIndex } = await requireCapabilities(driver, planned.operations);
  const breather = new Breather();
  const stages = stage(planned.operations, planned.before);
  await breather.pause();
  const staged = stages.operations.map(({ operation }) => operation);
  const numbered = await breather.run(identifying([...staged, ...stages.finals], planned.before, moveIndex));
  await breather.pause();
  const footprint = await breather.run(tracing(numbered, planned.before));
  await breather.pause();
  const before = await withSysctls(pruneState(planned.before, numbered, footprint), footprint, driver);
  // Worked out only if it is written down, or there is somebody to collide with.
  let ownership: Ownership | undefined;
  const owned = (): Ownership => (ownership ??= ownershipOf(numbered, footprint));
  const intent: Intent = {
    id,
    ...(label === undefined ? {} : { label }),
    startedAt: clock.now().toISOString(),
    operations: stages.operations.map(({ index }, place) => ({ index, operation: numbered[place] as Operation })),
    finals: numbered.slice(staged.length) as KernelOperation[],
    before,
    get owns() {
      return owned().owns;
    },
    get shares() {
      return owned().shares;
    },
  };
  return { planned, plan, intent, footprint };
}

/** The state before, with the parameters that the transaction changes: which those are is known only now. */
async function withSysctls(before: NetworkState, footprint: Footprint, driver: Driver): Promise<NetworkState> {
  const sysctls = sysctlsOf(footprint);
  if (sysctls.length === 0) return before;
  const namespaces = sysctls.map(({ namespace }) => namespace);
  const read = NetworkModel.from(await driver.read({ namespaces, sysctls }));
  return {
    namespaces: before.namespaces.map((each) => ({
      ...each,
      sysctls: { ...each.sysctls, ...Object.fromEntries(read.namespace(each.namespace)?.sysctls ?? []) },
    })),
  };
}
