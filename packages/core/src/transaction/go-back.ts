import type { Driver } from '../driver/driver.js';
import type { Residue } from '../error/rollback-error.js';
import type { KernelOperation } from '../operation/operation.js';
import type { BackContext, BackStep } from '../plan/back/back-step.js';
import { planBack } from '../plan/back/plan-back.js';
import { depend } from '../plan/depend.js';
import { footprintNamespaces, type Footprint } from '../plan/footprint.js';
import { ipCommands } from '../plan/shell/ip-commands.js';
import { shellLine } from '../plan/shell/shell-line.js';
import { NetworkModel } from '../state/network-model.js';
import type { NetworkState } from '../state/network-state.js';
import { namespaceFromKey } from '../value/namespace-ref.js';

/** Passes needed at the most: each is planned anew on what the ones before left, and some need two turns. */
const MAX_TURNS = 16;
/** How often an operation that did not help is tried. */
const MAX_TRIES = 2;

export interface BackOptions extends Pick<BackContext, 'identities' | 'after' | 'since'> {
  readonly driver: Driver;
  readonly before: NetworkState;
  readonly footprint: Footprint;
  /** Told of each operation as it is done. */
  readonly onOperation?: (operation: KernelOperation) => void;
}

export interface BackReport {
  readonly undone: readonly KernelOperation[];
  /** What differs still, since mending it failed or did not help. */
  readonly failed: readonly Residue[];
  /** What somebody else made so after the transaction: left alone. */
  readonly foreign: readonly Residue[];
}

/**
 * Goes back to the state before: reads what is there, plans the way back, runs its first pass, and starts over until
 * nothing differs, or nothing that differs can be mended. What cannot be undone never stops the rest.
 */
export async function goBack(options: BackOptions): Promise<BackReport> {
  const undone: KernelOperation[] = [];
  const tries = new Map<string, number>();
  const reasons = new Map<string, string>();
  let steps: BackStep[] = [];
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    steps = planBack(await contextNow(options));
    const open = steps.filter((step) => step.foreign !== true && (tries.get(keyOf(step)) ?? 0) < MAX_TRIES);
    const [first] = open;
    if (!first) break;
    const pass = open.filter((step) => step.pass === first.pass);
    const operations = pass.map(({ operation }) => operation);
    const { outcomes } = await options.driver.apply(operations, {
      after: pass.some(({ pass: name }) => name === 'remove')
        ? depend(operations)
        : operations.map((_, index) => (index > 0 ? [index - 1] : [])),
      signal: new AbortController().signal,
      onOutcome: (index, outcome) => {
        const operation = operations[index];
        if (operation && outcome.status === 'done') options.onOperation?.(operation);
      },
    });
    for (const [index, step] of pass.entries()) {
      const outcome = outcomes[index];
      if (outcome?.status === 'not-run') continue;
      tries.set(keyOf(step), (tries.get(keyOf(step)) ?? 0) + 1);
      if (outcome?.status === 'done') undone.push(step.operation);
      if (outcome?.status === 'failed') reasons.set(keyOf(step), outcome.kernelMessage ?? outcome.errno);
    }
  }
  await clearPutAside(options);
  const residue = (foreign: boolean): Residue[] =>
    steps
      .filter((step) => (step.foreign ?? false) === foreign)
      .map((step) => residueOf(step, reasons.get(keyOf(step))));
  return { undone, failed: residue(false), foreign: residue(true) };
}

/**
 * A namespace is put aside by making a file, mounting it there, and unmounting it here. Cut off after the first, an empty
 * file is left, which no driver takes for a namespace.
 */
async function clearPutAside({ driver, footprint }: BackOptions): Promise<void> {
  const asides = [...footprint.namespacesDeleted.values()].filter((aside) => aside !== undefined);
  if (asides.length === 0) return;
  const { namespaces } = await driver.read({ namespaces: asides });
  const empty = asides.filter((aside) => !namespaces.some(({ namespace }) => namespace === aside));
  // Where there is not even a file this fails, and that is well.
  for (const namespace of empty) {
    await driver.apply([{ op: 'namespace.delete', namespace }], {
      after: [[]],
      signal: new AbortController().signal,
      onOutcome: () => undefined,
    });
  }
}

/** What going back would be planned from now. */
export async function contextNow({
  driver,
  before,
  footprint,
  identities,
  since,
  after,
}: Omit<BackOptions, 'onOperation'>): Promise<BackContext> {
  const namespaces = [...footprintNamespaces(footprint)].map(namespaceFromKey);
  const current = await driver.read({ namespaces, sysctls: sysctlsOf(footprint) });
  return {
    before: NetworkModel.from(before),
    current: NetworkModel.from(current),
    footprint,
    identities,
    since,
    after,
  };
}

/** The parameters that a footprint is about. */
export function sysctlsOf({ sysctls }: Footprint): { namespace: ReturnType<typeof namespaceFromKey>; key: string }[] {
  return [...sysctls].flatMap(([namespace, keys]) =>
    [...keys.keys()].map((key) => ({ namespace: namespaceFromKey(namespace), key })),
  );
}

function residueOf({ operation, reason, foreign }: BackStep, failure?: string): Residue {
  const why = foreign === true ? `${reason}; somebody else made it so` : reason;
  return {
    operation,
    reason: failure === undefined ? why : `${why}; mending it failed: ${failure}`,
    command: ipCommands(operation).map(shellLine).join(' && '),
  };
}

function keyOf({ operation }: BackStep): string {
  return JSON.stringify(operation);
}
