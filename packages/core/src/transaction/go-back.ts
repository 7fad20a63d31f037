import { setTimeout as delay } from 'node:timers/promises';
import type { ApplyPhase, Driver, Outcome } from '../driver/driver.js';
import { readAll } from '../driver/read-all.js';
import type { Residue } from '../error/rollback-error.js';
import type { KernelOperation } from '../operation/operation.js';
import type { BackContext, BackStep } from '../plan/back/back-step.js';
import { Breather } from '../plan/breather.js';
import { Guests } from '../plan/back/guests.js';
import { Meanwhile } from '../plan/back/meanwhile.js';
import { keyOf } from '../plan/back/mending.js';
import { planningBack } from '../plan/back/plan-back.js';
import { depend } from '../plan/depend.js';
import { footprintNamespaces, type Footprint } from '../plan/footprint.js';
import { applyEffect } from '../state/effect/apply-effect.js';
import { NetworkModel } from '../state/network-model.js';
import type { NetworkState } from '../state/network-state.js';
import { namespaceFromKey, namespaceKey } from '../value/namespace-ref.js';
import { clearPutAside } from './clear-put-aside.js';
import { residueOf } from './residue-of.js';

/** How often an operation that did not help is tried. */
const MAX_TRIES = 2;
/** Pauses before the state is read again that could not be read: what runs short (ENOBUFS) is there again soon. */
const READ_PAUSES_MS = [5, 50];

export interface BackOptions extends Pick<BackContext, 'identities' | 'since'> {
  readonly driver: Driver;
  readonly phase: Exclude<ApplyPhase, 'commit'>;
  readonly before: NetworkState;
  readonly footprint: Footprint;
  /** The state right after the commit, for `undo`. */
  readonly after?: NetworkModel | undefined;
  /** What is there as far as it is known without looking: to say what is left where nothing can be read. */
  readonly assumed?: () => NetworkModel;
  /** Told of each operation as it is done. */
  readonly onOperation?: (operation: KernelOperation) => void;
  /** What is there now, where that has just been looked at. */
  readonly first?: BackContext | undefined;
}

export interface BackReport {
  readonly undone: readonly KernelOperation[];
  /** What differs still, since mending it failed or did not help, in an order in which it can be mended by hand. */
  readonly failed: readonly Residue[];
  /** What somebody else made so after the transaction: left alone. */
  readonly foreign: readonly Residue[];
  /** Why the state could not be read any more: what differs is then said as far as it is known. */
  readonly unread?: Error;
}

/**
 * Goes back to the state before: reads what is there, plans the way back, runs its first pass, and starts over until
 * nothing differs, or nothing that differs can be mended. What cannot be undone never stops the rest.
 *
 * @throws what reading throws, where nothing could be read at all and nothing is assumed.
 */
export async function goBack(options: BackOptions): Promise<BackReport> {
  const undone: KernelOperation[] = [];
  const tries = new Map<string, number>();
  const reasons = new Map<string, string>();
  /** Steps of which it is not known whether they were done: the next look tells. */
  let unsure: readonly BackStep[] = [];
  let seen = options.first;
  let context: BackContext | undefined;
  let unread: Error | undefined;
  const breather = new Breather();
  const done = ({ operation }: BackStep): void => {
    undone.push(operation);
    options.onOperation?.(operation);
  };
  for (;;) {
    try {
      context = seen ?? (await patientContext(options, context?.meanwhile));
      seen = undefined;
    } catch (cause) {
      context ??= await assumedContext(options);
      if (!context) throw cause;
      unread = cause instanceof Error ? cause : new Error(String(cause));
      break;
    }
    await breather.pause();
    const steps = await breather.run(planningBack(context));
    await breather.pause();
    const differing = new Set(steps.map(keyOf));
    for (const step of unsure) if (!differing.has(keyOf(step))) done(step);
    const pass = firstPass(steps, tries);
    if (pass.length === 0) break;
    const outcomes = await run(pass, options, reasons);
    unsure = pass.filter((_, index) => outcomes[index]?.status === 'unknown');
    for (const [index, step] of pass.entries()) {
      await breather.pause();
      const outcome = outcomes[index];
      if (outcome?.status === 'not-run') continue;
      tries.set(keyOf(step), (tries.get(keyOf(step)) ?? 0) + 1);
      if (outcome?.status === 'failed') reasons.set(keyOf(step), outcome.kernelMessage ?? outcome.errno);
      if (outcome?.status !== 'done') continue;
      done(step);
      applyEffect(context.current, step.operation);
    }
  }
  const { failed, foreign } = residueOf(context, reasons);
  const files = unread ? [] : await clearPutAside(options);
  return { undone, failed: [...failed, ...files], foreign, ...(unread ? { unread } : {}) };
}

/** The steps of the first pass that has any which are worth a try. */
function firstPass(steps: readonly BackStep[], tries: ReadonlyMap<string, number>): readonly BackStep[] {
  const open = steps.filter((step) => step.foreign !== true && (tries.get(keyOf(step)) ?? 0) < MAX_TRIES);
  return open.filter(({ pass }) => pass === open[0]?.pass);
}

/** Runs steps; a driver that rejects leaves it unknown what was done. */
async function run(
  pass: readonly BackStep[],
  { driver, phase }: BackOptions,
  reasons: Map<string, string>,
): Promise<readonly Outcome[]> {
  const operations = pass.map(({ operation }) => operation);
  try {
    const { outcomes } = await driver.apply(operations, {
      after: pass.some(({ pass: name }) => name === 'remove')
        ? depend(operations)
        : operations.map((_, index) => (index > 0 ? [index - 1] : [])),
      signal: new AbortController().signal,
      phase,
      onOutcome: () => undefined,
    });
    return outcomes;
  } catch (error) {
    for (const step of pass) reasons.set(keyOf(step), String(error));
    return pass.map(() => ({ status: 'unknown' }));
  }
}

async function patientContext(options: BackOptions, meanwhile: Meanwhile | undefined): Promise<BackContext> {
  for (const pause of READ_PAUSES_MS) {
    try {
      return await contextNow(options, meanwhile);
    } catch {
      await delay(pause);
    }
  }
  return await contextNow(options, meanwhile);
}

/** A namespace has no identity where nothing was read; those of the transaction count as its own then. */
async function assumedContext({ assumed, ...options }: BackOptions): Promise<BackContext | undefined> {
  const made = [...options.footprint.namespacesMade];
  return assumed && contextOf({ ...options, identities: new Map(made.map((name) => [name, undefined])) }, assumed());
}

/**
 * What going back would be planned from now.
 *
 * @param meanwhile - What others did, where it has begun already: that is told by what was there then.
 */
export async function contextNow(
  options: Pick<BackOptions, 'driver' | 'before' | 'footprint' | 'identities' | 'since' | 'after'>,
  meanwhile?: Meanwhile,
): Promise<BackContext> {
  const { driver, footprint } = options;
  const namespaces = [...footprintNamespaces(footprint)].map(namespaceFromKey);
  const current = await driver.read({ namespaces, sysctls: sysctlsOf(footprint) });
  return await contextOf(options, NetworkModel.from(current), meanwhile);
}

/** The same, with all else there is beside it: what it is planned from has only what it is about. */
export async function contextOfAll(
  options: BackOptions,
): Promise<{ readonly context: BackContext; readonly everything: NetworkModel }> {
  const keys = footprintNamespaces(options.footprint);
  const also = [...keys].map(namespaceFromKey);
  const all = await readAll(options.driver, also, { sysctls: sysctlsOf(options.footprint) });
  const own = all.namespaces.filter(({ namespace }) => keys.has(namespaceKey(namespace)));
  const breather = new Breather();
  const everything = NetworkModel.from(all);
  await breather.pause();
  const current = NetworkModel.from({ namespaces: own });
  await breather.pause();
  return { context: await contextOf(options, current), everything };
}

async function contextOf(
  {
    before,
    footprint,
    identities,
    since,
    after,
  }: Pick<BackOptions, 'before' | 'footprint' | 'identities' | 'since' | 'after'>,
  current: NetworkModel,
  known?: Meanwhile,
): Promise<BackContext> {
  const breather = new Breather();
  const wanted = NetworkModel.from(before);
  await breather.pause();
  const meanwhile = known ?? meanwhileOf(wanted, current, footprint, after);
  await breather.pause();
  // What somebody else made under the name of a namespace that was deleted is no place to put anything into.
  for (const name of footprint.namespacesDeleted.keys()) if (meanwhile.hasAnother(name)) wanted.delete(name);
  return { before: wanted, current, footprint, identities, since, meanwhile };
}

function meanwhileOf(
  before: NetworkModel,
  current: NetworkModel,
  footprint: Footprint,
  after?: NetworkModel,
): Meanwhile {
  const found = NetworkModel.from(current.toState());
  return new Meanwhile(new Guests(before, found, footprint), after, found);
}

/** The parameters that a footprint is about. */
export function sysctlsOf({ sysctls }: Footprint): { namespace: ReturnType<typeof namespaceFromKey>; key: string }[] {
  return [...sysctls].flatMap(([namespace, keys]) =>
    [...keys.keys()].map((key) => ({ namespace: namespaceFromKey(namespace), key })),
  );
}
