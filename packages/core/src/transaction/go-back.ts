import { setTimeout as delay } from 'node:timers/promises';
import type { ApplyPhase, Driver, Outcome } from '../driver/driver.js';
import type { Residue } from '../error/rollback-error.js';
import type { KernelOperation, Operation } from '../operation/operation.js';
import type { BackContext, BackStep } from '../plan/back/back-step.js';
import { Breather } from '../plan/breather.js';
import type { Meanwhile } from '../plan/back/meanwhile.js';
import { foresee, keyOf } from '../plan/back/mending.js';
import { planningBack } from '../plan/back/plan-back.js';
import { vanished } from '../plan/back/vanished.js';
import { depend } from '../plan/depend.js';
import type { Footprint } from '../plan/footprint.js';
import type { NetworkModel } from '../state/network-model.js';
import type { NetworkState } from '../state/network-state.js';
import { contextNow, contextOf } from './back-context.js';
import { clearNames, clearPutAside } from './clear-put-aside.js';
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
  /** What was done, to see what of it has vanished by itself. */
  readonly operations?: readonly Operation[];
  /** Told of each operation as it is done. */
  readonly onOperation?: (operation: KernelOperation) => void;
  /** What is there now, and what is to be done, where that has just been looked at. */
  readonly first?: { readonly context: BackContext; readonly steps: readonly BackStep[] } | undefined;
}

export interface BackReport {
  readonly undone: readonly KernelOperation[];
  /** What differs still, since mending it failed or did not help, in an order in which it can be mended by hand. */
  readonly failed: readonly Residue[];
  /** What somebody else made so after the transaction: left alone. */
  readonly foreign: readonly Residue[];
  /** What had vanished by itself when going back began. */
  readonly gone: readonly Operation[];
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
  /** Those that were done since the state was read. */
  let sinceRead: BackStep[] = [];
  let first = options.first;
  let context: BackContext | undefined;
  let unread: Error | undefined;
  let gone: readonly Operation[] | undefined;
  const breather = new Breather();
  const done = ({ operation }: BackStep): void => {
    undone.push(operation);
    options.onOperation?.(operation);
  };
  for (;;) {
    try {
      context = first?.context ?? (await patientContext(options, context?.meanwhile));
    } catch (cause) {
      context ??= await assumedContext(options);
      if (!context) throw cause;
      for (const { operation } of sinceRead) foresee(context, context.current, operation);
      unread = cause instanceof Error ? cause : new Error(String(cause));
      break;
    }
    gone ??= vanished(context, options.operations ?? []);
    await breather.pause();
    const steps = first?.steps ?? (await breather.run(planningBack(context)));
    first = undefined;
    sinceRead = [];
    await breather.pause();
    const differing = new Set(steps.map(keyOf));
    for (const step of unsure) if (!differing.has(keyOf(step))) done(step);
    const pass = firstPass(steps, tries);
    if (pass.length === 0) break;
    await clearNames(namesToBe(pass), options);
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
      sinceRead.push(step);
    }
  }
  const { failed, foreign } = residueOf(context, reasons);
  const files = unread ? [] : await clearPutAside(options);
  return { undone, failed: [...failed, ...files], foreign, gone: gone ?? [], ...(unread ? { unread } : {}) };
}

/** The names of the namespaces that are to be made again: an undo that was cut off may have begun with that. */
function namesToBe(pass: readonly BackStep[]): readonly string[] {
  return pass.flatMap(({ operation }) => (operation.op === 'namespace.add' ? [operation.namespace] : []));
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
