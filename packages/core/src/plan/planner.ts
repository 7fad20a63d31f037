import { callsInOrder, type RecordedCall } from '../builder/recorded-call.js';
import { DRIVER, PLUGINS } from '../di/tokens.js';
import { inject, injectable } from '../di/injection.js';
import type { Driver } from '../driver/driver.js';
import { readAll } from '../driver/read-all.js';
import type { Problem } from '../error/problem.js';
import { ConflictError } from '../error/conflict-error.js';
import { ValidationError } from '../error/validation-error.js';
import { madeLinks, neededLinks } from '../operation/mentioned-links.js';
import type { Operation } from '../operation/operation.js';
import { HookFailure, type PluginChain } from '../plugin/plugin-chain.js';
import type { HookContext } from '../plugin/plugin.js';
import { applyEffect } from '../state/effect/apply-effect.js';
import { NetworkModel } from '../state/network-model.js';
import type { NetworkState } from '../state/network-state.js';
import type { NamespaceRef } from '../value/namespace-ref.js';
import { Breather, type Pieces } from './breather.js';
import { satisfied } from './ensure/satisfied.js';
import { fuse } from './fuse.js';
import { interpretation } from './interpret.js';
import { namespacesToRead } from './namespaces-to-read.js';
import type { PlannedCheck, Step } from './interpretation.js';
import { ordering } from './order.js';
import type { PlanPurpose } from './plan.js';
import { sysctlsToRead } from './sysctls-to-read.js';
import { reachesFurther } from './reaches-further.js';
import { warning } from './warnings.js';

/** What a plan is made for. */
export interface PlanRequest {
  readonly purpose: PlanPurpose;
  /** `ensure` may make links anew that cannot be changed in place. */
  readonly recreate: boolean;
}

/** A transaction worked out on the state that was read for it. */
export interface PlannedTransaction {
  readonly calls: RecordedCall | undefined;
  readonly request: PlanRequest;
  readonly before: NetworkState;
  readonly after: NetworkState;
  readonly operations: readonly Operation[];
  readonly checks: readonly PlannedCheck[];
  readonly warnings: readonly Problem[];
}

/** Chain and state in, plan out: reads, resolves, asks the plugins, orders, fuses and checks. */
@injectable()
export class Planner {
  readonly #driver: Driver;
  readonly #plugins: PluginChain;

  constructor(@inject(DRIVER) driver: Driver, @inject(PLUGINS) plugins: PluginChain) {
    this.#driver = driver;
    this.#plugins = plugins;
  }

  /**
   * @throws ValidationError with every problem of the chain.
   * @throws ConflictError where `ensure` would have to make something anew.
   */
  async plan(
    last: RecordedCall | undefined,
    { purpose, recreate }: PlanRequest,
    context: Omit<HookContext, 'namespaceRefs'>,
  ): Promise<PlannedTransaction> {
    await this.#plugins.ready();
    const calls = callsInOrder(last);
    const namespaces = namespacesToRead(calls);
    const before = await this.#read(calls, namespaces, context.signal);
    const breather = new Breather();
    const { steps, checks, problems } = await breather.run(interpretation(calls, before, purpose));
    const hooked = await this.#askPlugins(steps, { ...context, namespaceRefs: namespaces });
    const ordered = await breather.run(ordering(fuse(hooked), before));
    const needed =
      purpose === 'ensure' ? satisfied(ordered.steps, before, recreate) : { steps: ordered.steps, conflicts: [] };
    const faulty = new Set(problems.map(({ call }) => call));
    const { model, refusals } = await breather.run(effects(needed.steps, before, faulty));
    const all = [...problems, ...ordered.problems, ...refusals];
    if (all.length > 0) throw new ValidationError(all);
    if (needed.conflicts.length > 0) {
      throw new ConflictError(
        'what is there can be had as asked only by making it anew, which `recreate: true` allows',
        needed.conflicts,
      );
    }
    const operations = needed.steps.map(({ operation }) => operation);
    const warnings = await breather.run(warning(needed.steps, before, model));
    await breather.pause();
    let after: NetworkState | undefined;
    return {
      calls: last,
      request: { purpose, recreate },
      before,
      // Most commits never look at it.
      get after() {
        return (after ??= model.toState());
      },
      operations,
      checks,
      warnings,
    };
  }

  /** Some operations reach into namespaces that the chain does not name (the links that stand on a link): then all are read. */
  async #read(
    calls: readonly RecordedCall[],
    namespaces: readonly NamespaceRef[],
    signal: AbortSignal,
  ): Promise<NetworkState> {
    const sysctls = sysctlsToRead(calls);
    if (!reachesFurther(calls)) return await this.#driver.read({ namespaces, peerNames: false, sysctls, signal });
    return await readAll(this.#driver, namespaces, { sysctls, signal });
  }

  async #askPlugins(steps: readonly Step[], context: HookContext): Promise<readonly Step[]> {
    const operations = steps.map(({ operation }) => operation);
    try {
      const answer = await this.#plugins.plan(operations, context);
      if (answer.operations === operations) return steps;
      const calls = new Map(steps.map(({ operation, call }) => [operation, call]));
      return answer.operations.map((operation) => ({
        operation,
        call: calls.get(operation) ?? `plugin "${answer.changedBy.get(operation) ?? ''}"`,
      }));
    } catch (error) {
      if (!(error instanceof HookFailure)) throw error;
      const veto: Problem = {
        code: 'plugin-veto',
        call: `plugin "${error.plugin}"`,
        message: error.message,
        cause: error.cause,
      };
      throw new ValidationError([veto], { cause: error.cause });
    }
  }
}

/** Runs the operations on the state; what the kernel would refuse is a problem, but one of each call is enough. */
function* effects(
  steps: readonly Step[],
  before: NetworkState,
  faulty: Set<string>,
): Pieces<{ model: NetworkModel; refusals: Problem[] }> {
  const model = NetworkModel.from(before);
  const refusals: Problem[] = [];
  // Links that refused operations would have made: what lacks only those is no mistake of its own.
  const unmade = new Set<string>();
  for (const { operation, call } of steps) {
    yield;
    const refusal = operation.op === 'dhcp.acquire' ? undefined : applyEffect(model, operation);
    if (!refusal) continue;
    const follows = neededLinks(operation).some((key) => unmade.has(key));
    for (const key of madeLinks(operation)) unmade.add(key);
    if (follows || faulty.has(call)) continue;
    faulty.add(call);
    refusals.push({ ...refusal, call });
  }
  return { model, refusals };
}
