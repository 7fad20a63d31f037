import { ConflictError } from '../../error/conflict-error.js';
import type { CommitRecord } from '../commit-record.js';
import { deferred } from './deferred.js';
import { recordOf } from './record-of.js';
import { isEmpty, type Fact, type Intent, type Settlement } from './intent.js';
import type {
  BeginOptions,
  Journal,
  KeptEntry,
  OpenEntry,
  Recovery,
  RecoverOptions,
  TakenEntry,
  TakeOptions,
  UndoEntry,
} from './journal.js';
import { collision } from './ownership.js';
import { stillBroken } from './still-broken.js';
import { unwritten } from './unwritten.js';
import { Patience } from './waiting.js';

interface Active {
  readonly intent: Intent;
  readonly ended: Promise<void>;
  readonly end: () => void;
  /** It waits to be confirmed. */
  pending?: Settlement | undefined;
}

type Broken = Parameters<Recovery['recover']>[0];

/** Keeps transactions in this process: for drivers whose changes are gone with it as well. */
export class MemoryJournal implements Journal {
  readonly #active = new Map<string, Active>();
  readonly #kept = new Map<string, KeptEntry>();
  /** What could not be taken back, and still owns what it touched. */
  readonly #broken = new Map<string, Broken>();
  /** Planning is done by one at a time. */
  #planning: Promise<unknown> = Promise.resolve();

  async begin(plan: () => Promise<Intent>, recovery: Recovery, options: BeginOptions): Promise<OpenEntry> {
    const patience = new Patience(options);
    for (;;) {
      const outcome = await this.#alone(async () => {
        const running = [...this.#active.values()];
        const intent = await plan().catch(async (error: unknown) => {
          // What could not be taken back may be all that is wrong with the plan.
          const records = await this.recover(recovery);
          if (records.every(({ state }) => state === 'broken')) throw error;
        });
        if (!intent) return 'again';
        if (isEmpty(intent)) return unwritten(intent);
        if (await this.#mendFor(intent, recovery)) return 'again';
        const blocker = this.#blocker(intent);
        // What ended while this was planned may have been seen half done.
        const ended = running.filter((each) => this.#active.get(each.intent.id) !== each);
        const stale = ended.some((each) => collision(each.intent, intent) !== undefined);
        return blocker ?? (stale ? 'again' : this.#open(intent));
      }, patience);
      if (outcome === 'again') continue;
      if (!('ended' in outcome)) return outcome;
      await patience.waitFor(() => outcome.ended, ownerOf(outcome));
    }
  }

  async records(): Promise<readonly CommitRecord[]> {
    return [
      ...[...this.#active.values()].map(({ intent, pending }) => recordOf(intent, pending ? 'unconfirmed' : 'running')),
      ...[...this.#broken.values()].map(({ intent }) => recordOf(intent, 'broken')),
      ...[...this.#kept.values()].map(({ intent }) => recordOf(intent, 'committed')),
    ];
  }

  async take(id: string, options: TakeOptions): Promise<TakenEntry> {
    const patience = new Patience(options);
    for (;;) {
      const wanted = this.#kept.get(id);
      if (wanted && (await this.#mendFor(wanted.intent, options.recovery))) continue;
      const blocker = wanted && this.#blocker(wanted.intent);
      if (!blocker) break;
      await patience.waitFor(() => blocker.ended, ownerOf(blocker));
    }
    const entry = this.#kept.get(id);
    if (!entry)
      throw new ConflictError(`no commit "${id}" is known`, ['it was undone or forgotten, or is being undone']);
    this.#kept.delete(id);
    const active = activeOf(entry.intent);
    this.#active.set(id, active);
    const putBack = (): void => {
      this.#kept.set(id, entry);
      this.#close(active);
    };
    return { entry, open: this.#undoing(active, entry, putBack) };
  }

  async forget(id: string): Promise<void> {
    this.#kept.delete(id);
    this.#broken.delete(id);
  }

  /** A process that died took its simulated network with it: all that can be left is what could not be taken back. */
  async recover(recovery: Recovery, options?: RecoverOptions): Promise<readonly CommitRecord[]> {
    const records: CommitRecord[] = [];
    const errors: unknown[] = [];
    for (const broken of this.#broken.values()) {
      try {
        const record = await this.#mend(broken, recovery);
        records.push(record);
        options?.onEnded?.(record);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
    return records;
  }

  async #mend(broken: Broken, recovery: Recovery): Promise<CommitRecord> {
    const { clean } = await recovery.recover(broken);
    if (clean) this.#broken.delete(broken.intent.id);
    return recordOf(broken.intent, clean ? 'rolled-back' : 'broken');
  }

  /**
   * Mends what could not be taken back, where it is in the way of a transaction. Tells whether anything was.
   *
   * @throws ConflictError where it could not be taken back again.
   */
  async #mendFor(intent: Intent, recovery: Recovery): Promise<boolean> {
    const broken = [...this.#broken.values()].find((each) => collision(each.intent, intent) !== undefined);
    if (!broken) return false;
    if ((await this.#mend(broken, recovery)).state === 'broken') throw stillBroken(ownerOf(broken));
    return true;
  }

  #blocker(intent: Intent): Active | undefined {
    return [...this.#active.values()].find((each) => collision(each.intent, intent) !== undefined);
  }

  #open(intent: Intent): OpenEntry {
    const active = activeOf(intent);
    const facts: Fact[] = [];
    this.#active.set(intent.id, active);
    const close = (): void => this.#close(active);
    return {
      intent,
      facts,
      learn: (fact) => void facts.push(fact),
      commit: () => undefined,
      pend: (settlement) => {
        active.pending = settlement;
      },
      confirm: () => {
        const open = active.pending !== undefined;
        active.pending = undefined;
        return open;
      },
      takeBack: () => {
        const settlement = active.pending;
        if (!settlement) return undefined;
        active.pending = undefined;
        // It is under way all the time: nobody who waits for it may take it for ended.
        const putBack = (): void => {
          active.pending = settlement;
        };
        const entry = { intent, facts, settlement };
        return { entry, open: this.#undoing(active, entry, putBack) };
      },
      settle: (settlement) => {
        this.#kept.set(intent.id, { intent, facts, settlement });
        close();
      },
      drop: close,
      leaveBroken: () => {
        this.#broken.set(intent.id, { intent, facts, counts: false });
        close();
      },
    };
  }

  #undoing(active: Active, entry: KeptEntry, putBack: () => void): UndoEntry {
    const close = (): void => this.#close(active);
    return {
      drop: close,
      putBack,
      leaveBroken: () => {
        this.#broken.set(active.intent.id, { ...entry, counts: false });
        close();
      },
    };
  }

  #close({ intent, end }: Active): void {
    this.#active.delete(intent.id);
    end();
  }

  async #alone<T>(work: () => Promise<T>, patience: Patience): Promise<T> {
    const before = this.#planning;
    const done = deferred();
    this.#planning = before.then(async () => done.promise);
    try {
      await patience.waitFor(() => before, 'a commit of this process that is being planned');
      return await work();
    } finally {
      done.resolve();
    }
  }
}

function ownerOf({ intent }: Pick<Active, 'intent'>): string {
  return `commit ${intent.label ?? intent.id} of this process`;
}

function activeOf(intent: Intent): Active {
  const { promise, resolve } = deferred();
  return { intent, ended: promise, end: resolve };
}
