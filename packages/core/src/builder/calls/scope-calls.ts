import type { NamespaceOptions } from '../options/namespace-options.js';
import type { DeclaredIn } from '../tracked-names.js';
import type { Transaction } from '../transaction.js';

/** Where the calls that follow land. */
export interface ScopeCalls<D extends string, S extends string> {
  /**
   * What follows lands in that namespace, until the next `namespace()` or `host()`. The namespace is made where it is
   * missing, and its `lo` raised then: `ip netns add NAME`, `ip -n NAME link set lo up`. One transaction may span many.
   *
   * Rollback and undo delete the namespace only if this transaction made it.
   *
   * @param name - As `ip netns` keeps it: 1 to 255 letters, digits and `_ . @ + -`, no dash at the start.
   * @example
   *   await net.namespace('a').veth('eth0', { peer: { name: 'eth0', namespace: 'b' } }).namespace('b').commit();
   */
  namespace<const N extends string>(name: N, options?: NamespaceOptions): Transaction<D, N>;
  /**
   * What follows lands in a namespace that exists: that of an nsfs file (`/proc/PID/ns/net`, a path that a container
   * runtime gives), or the one that a process lives in. Such a namespace is never made or deleted.
   *
   * @param existing - `{ path }`, absolute, or `{ pid }`, 1 to 4194304.
   * @example
   *   await net.namespace({ pid: child.pid }).veth('eth0', { peer: 'c1' }).commit();
   */
  namespace(existing: { readonly path: string } | { readonly pid: number }): Transaction<D, string>;

  /**
   * What follows lands in the namespace that the process runs in: the one that its main thread was in at `createNet`.
   *
   * @example
   *   await net.namespace('a').veth('eth0').host().address('eth0-host', '10.0.0.1/24').commit();
   */
  host(): Transaction<D, ''>;

  /**
   * Composes: `fn` is given this builder and gives back one with calls added, so that a preset is a plain function. The
   * scope is restored afterwards. What `fn` throws passes through; it is the one thing that a builder call can throw.
   *
   * @example
   *   const lab = (tx: Transaction) => tx.host().bridge('br0', { address: '10.0.0.1/24' });
   *   await net.namespace('a').call(lab).veth('eth0', { peer: { master: 'br0' } }).commit();
   */
  call<R extends Transaction>(fn: (tx: Transaction<D, S>) => R): Transaction<D | DeclaredIn<R>, S>;

  /**
   * Deletes a named namespace with what is in it: `ip netns delete NAME`. It is first taken out of sight, and destroyed
   * when the commit counts, so that rollback brings it back as it was; after that, undo cannot.
   *
   * Strict: `commit()` refuses where it does not exist, `ensure()` is content.
   *
   * @example
   *   await net.host().deleteNamespace('a').commit();
   */
  deleteNamespace<const N extends string>(name: N): Transaction<Exclude<D, `${N}/${string}`>, S>;
}
