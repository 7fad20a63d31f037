import type { Problem } from '../error/problem.js';
import type { Operation } from '../operation/operation.js';
import type { NetworkState } from '../state/network-state.js';
import { toMermaid } from '../state/render/to-mermaid.js';
import type { CommitOptions } from '../transaction/commit-options.js';
import type { Commit } from '../transaction/commit.js';
import { explain } from './explain.js';
import type { Plan } from './plan.js';
import type { PlannedTransaction } from './planner.js';
import { ipCommands } from './shell/ip-commands.js';
import { shellLine } from './shell/shell-line.js';

/** Commits the plan that it is given, if the state that it was made from still holds. */
export type CommitPlan = (planned: PlannedTransaction, options: CommitOptions | undefined) => Promise<Commit>;

/** A planned transaction as its user sees it. */
export class PlanView implements Plan {
  readonly operations: readonly Operation[];
  readonly warnings: readonly Problem[];
  readonly #planned: PlannedTransaction;
  readonly #commit: CommitPlan;

  constructor(planned: PlannedTransaction, commit: CommitPlan) {
    this.#planned = planned;
    this.#commit = commit;
    this.operations = Object.freeze([...planned.operations]);
    this.warnings = Object.freeze([...planned.warnings]);
  }

  get after(): NetworkState {
    return this.#planned.after;
  }

  toString(): string {
    return explain(this.operations, this.warnings);
  }

  toShell(): string {
    return this.operations.flatMap(shellLines).join('\n');
  }

  toMermaid(): string {
    return toMermaid(this.after);
  }

  async commit(options?: CommitOptions): Promise<Commit> {
    return await this.#commit(this.#planned, options);
  }
}

function shellLines(operation: Operation): string[] {
  if (operation.op !== 'dhcp.acquire') return ipCommands(operation).map(shellLine);
  const client = ['udhcpc', '-f', '-q', '-n', '-i', operation.link];
  const { namespace } = operation;
  if (typeof namespace === 'string') return [shellLine(['ip', 'netns', 'exec', namespace, ...client])];
  if ('path' in namespace) return [shellLine(['nsenter', `--net=${namespace.path}`, ...client])];
  return [shellLine('pid' in namespace ? ['nsenter', `--net=/proc/${namespace.pid}/ns/net`, ...client] : client)];
}
