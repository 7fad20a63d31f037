import type { Plan, PlanOptions } from '../../plan/plan.js';
import type { CommitOptions, EnsureOptions } from '../../transaction/commit-options.js';
import type { Commit } from '../../transaction/commit.js';

/** What does something: until one of these is called, nothing was read and nothing was changed. */
export interface EndingCalls<D extends string> {
  /**
   * Works out what the chain would do, and changes nothing.
   *
   * @param options - `{ for: 'ensure' }` shows what `ensure()` would do instead.
   * @throws ValidationError with every problem of the chain at once.
   * @example
   *   const plan = await net.namespace('a').veth('eth0').plan();
   *   console.log(plan.toString());
   */
  plan(options?: PlanOptions): Promise<Plan<D>>;

  /**
   * Does all of it, or none of it. What it adds must not exist and what it deletes must.
   *
   * @param options - Times in milliseconds.
   * @throws ValidationError, UnsupportedError, PermissionError or ConflictError before anything is touched.
   * @throws CommitError where something failed and all of it was rolled back.
   * @throws RollbackError where something failed and the rollback could not finish; it lists what is left.
   * @example
   *   await using lab = await net.namespace('a').veth('eth0').commit({ timeoutMs: 5000 });
   */
  commit(options?: CommitOptions): Promise<Commit<D>>;

  /**
   * Brings the network to what the chain says: what stands as asked is left alone, and only what differs is changed, all
   * of it or none. Run twice, the second makes no operation. What the chain does not name stays.
   *
   * @throws ConflictError, beside what `commit()` throws, where something cannot be changed in place (a link's kind,
   *   peer or parent): nothing is deleted and made anew behind your back.
   * @example
   *   await net.namespace('svc').veth('eth0', { address: '10.1.0.2/24' }).ensure();
   */
  ensure(options?: EnsureOptions): Promise<Commit<D>>;
}
