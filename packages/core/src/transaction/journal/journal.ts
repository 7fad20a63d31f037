import type { CommitRecord } from '../commit-record.js';
import type { Fact, Intent, Settlement } from './intent.js';

/** A transaction that is under way, as its journal has it. */
export interface OpenEntry {
  readonly intent: Intent;
  readonly facts: readonly Fact[];
  /** Adds what was learnt; returns when it is safe. */
  learn(fact: Fact): void;
  /** The commit counts from here on: after this it is never rolled back, only forward. */
  commit(): void;
  /** It counts only if it is confirmed: until then it can be taken back exactly. */
  pend(settlement: Settlement): void;
  /** It is confirmed, and counts. Tells whether it was still there to be confirmed. */
  confirm(): boolean;
  /** It is taken back before it was confirmed. `undefined` where it was confirmed, or taken back by somebody else. */
  takeBack(): TakenEntry | undefined;
  /** The descriptor of its lock, for a guard that shall hold it as well. */
  readonly lock?: number;
  /** What was taken out of service is destroyed: the record is kept, to be undone from. */
  settle(settlement: Settlement): void;
  /** It was rolled back, or undone: nothing of it is left, and the record goes. */
  drop(): void;
  /** The rollback could not finish: the record stays, for `recover()`. */
  leaveBroken(): void;
}

/** A transaction that was committed and can be undone. */
export interface KeptEntry {
  readonly intent: Intent;
  readonly facts: readonly Fact[];
  readonly settlement: Settlement;
}

/** What a commit's maker has of it in memory. */
export type KnownEntry = Pick<KeptEntry, 'intent' | 'facts'>;

/** A commit that is to be undone, in the hands of one. */
export interface TakenEntry {
  readonly entry: KeptEntry;
  readonly open: UndoEntry;
}

export interface BeginOptions {
  readonly signal: AbortSignal;
  readonly lockTimeoutMs: number;
}

/** What a journal needs of the engine, to end what a process that died left half done. */
export interface Recovery {
  /** Rolls back, or forward where it counted; tells whether nothing is left of it, or what undoing it needs. */
  recover(entry: {
    readonly intent: Intent;
    readonly facts: readonly Fact[];
    /** What was found out already of one that counts. */
    readonly settlement?: Settlement | undefined;
    readonly counts: boolean;
    /** The descriptor of its lock. */
    readonly lock?: number | undefined;
  }): Promise<{ readonly clean: boolean; readonly settlement?: Settlement }>;
  /** Whether nothing of what a commit made is there any more. What is to be destroyed still is tried again before. */
  isGone(intent: Intent): Promise<boolean>;
}

export interface TakeOptions extends BeginOptions {
  /** Ends what a process that died left in the way. */
  readonly recovery: Recovery;
}

export interface RecoverOptions extends BeginOptions {
  /** Told of each as it is ended: an error for one of them comes when all have been tried. */
  readonly onEnded?: (record: CommitRecord) => void;
}

/** Where transactions are written down before they run. */
export interface Journal {
  /** Where it is kept, if it outlives the process: a guard can end from there what this process leaves. */
  readonly folder?: string;
  /**
   * Begins a transaction: has it planned while nobody else plans, ends dead transactions that are in its way, waits for
   * living ones, and writes its intent.
   *
   * @throws ConflictError where a living one stays in the way for too long; it names the owner.
   */
  begin(plan: () => Promise<Intent>, recovery: Recovery, options: BeginOptions): Promise<OpenEntry>;
  records(): Promise<readonly CommitRecord[]>;
  /**
   * Takes a commit out to be undone; nobody else can have it meanwhile. Dead transactions that are in its way are ended,
   * living ones waited for.
   *
   * @param known - What whoever made the commit still has of it, so that it need not be read: it never changes.
   * @throws ConflictError where it is not known, or where somebody else works on it, or on what it touches, for too long.
   */
  take(id: string, options: TakeOptions, known?: KnownEntry): Promise<TakenEntry>;
  forget(id: string): Promise<void>;
  /** Ends everything that a process that died left half done; waits for what such a process started and is still at it. */
  recover(recovery: Recovery, options: RecoverOptions): Promise<readonly CommitRecord[]>;
}

/** A commit that is being undone. */
export interface UndoEntry {
  /** The descriptor of its lock. */
  readonly lock?: number;
  /** Undone: the record goes. */
  drop(): void;
  /** Refused: it is as it was. */
  putBack(): void;
  /** Half done: the record stays, for `recover()`. */
  leaveBroken(): void;
}
