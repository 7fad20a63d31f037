import type { Problem } from '../error/problem.js';
import type { Operation } from '../operation/operation.js';
import { describeNamespace, namespaceKey, type NamespaceRef } from '../value/namespace-ref.js';
import type { Commit, CommittedLink, UndoOptions, UndoReport } from './commit.js';
import type { Lease } from './lease.js';
import { requireUndoOptions } from './parse-options.js';
import type { KnownCommit } from './undoer.js';

/** Undoes a commit by its id. Its maker has it in memory. */
export type Undo = (id: string, options: UndoOptions, known: KnownCommit) => Promise<UndoReport>;

export interface Committed {
  readonly id: string;
  readonly operations: readonly Operation[];
  readonly links: readonly CommittedLink[];
  readonly leases: readonly Lease[];
  readonly warnings: readonly Problem[];
  readonly durationMs: number;
  readonly undo: (id: string, options: UndoOptions) => Promise<UndoReport>;
  readonly forget: (id: string) => Promise<void>;
  /** Where it counts only if it is confirmed. */
  readonly confirm?: () => Promise<void>;
}

/** A transaction that counts, as its maker holds it. */
export class CommittedTransaction implements Commit {
  readonly id: string;
  readonly operations: readonly Operation[];
  readonly durationMs: number;
  readonly links: readonly CommittedLink[];
  readonly leases: readonly Lease[];
  readonly warnings: readonly Problem[];
  readonly #undo: Committed['undo'];
  readonly #forget: (id: string) => Promise<void>;
  readonly #confirm: () => Promise<void>;
  #undone: Promise<UndoReport> | undefined;

  constructor({ id, operations, links, leases, warnings, durationMs, undo, forget, confirm }: Committed) {
    this.id = id;
    this.operations = Object.freeze(operations);
    this.links = Object.freeze(links);
    this.leases = Object.freeze(leases);
    this.warnings = Object.freeze(warnings);
    this.durationMs = durationMs;
    this.#undo = undo;
    this.#forget = forget;
    // Without a window there is nothing to keep it from: it counts already.
    this.#confirm = confirm ?? (async () => undefined);
    // What did nothing has nothing to undo, and no record.
    if (operations.length === 0) this.#undone = nothingUndone([]);
  }

  link(name: string, namespace?: NamespaceRef): CommittedLink {
    const key = namespace === undefined ? undefined : namespaceKey(namespace);
    const found = this.links.filter(
      (link) => link.name === name && (key === undefined || namespaceKey(link.namespace) === key),
    );
    const [link] = found;
    const where = namespace === undefined ? '' : ` in ${describeNamespace(namespace)}`;
    if (!link) throw new RangeError(`this commit made no link "${name}"${where}`);
    if (found.length > 1) {
      throw new RangeError(`this commit made ${found.length} links "${name}": name the namespace as well`);
    }
    return link;
  }

  async undo(options: UndoOptions = {}): Promise<UndoReport> {
    const given = requireUndoOptions(options);
    this.#undone ??= this.#undo(this.id, given).catch((error: unknown) => {
      // Refused, and nothing touched: it may be asked for again.
      this.#undone = undefined;
      throw error;
    });
    return await this.#undone;
  }

  async confirm(): Promise<void> {
    await this.#confirm();
  }

  async forget(): Promise<void> {
    await this.#forget(this.id);
    this.#undone = nothingUndone(['the commit was forgotten; nothing was undone']);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.undo();
  }
}

async function nothingUndone(notes: readonly string[]): Promise<UndoReport> {
  return { undone: [], skipped: [], gone: [], notes };
}
