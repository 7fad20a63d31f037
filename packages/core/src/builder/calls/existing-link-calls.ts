import type { LinkChangeOptions } from '../options/link-change-options.js';
import type { MoveOptions } from '../options/move-options.js';
import type { Added, NamesIn, Renamed } from '../tracked-names.js';
import type { Transaction } from '../transaction.js';

/** Links that exist, or that the chain has made. */
export interface ExistingLinkCalls<D extends string, S extends string> {
  /**
   * Changes a link: `ip link set NAME …`. On a link that the chain makes it is the same as having said so there. After a
   * change of `name` only the new one is known. Rollback and undo put each value back.
   *
   * @param name - Its name, or an alternative one, in the current namespace.
   * @example
   *   await net.host().link('eth1', { up: true, mtu: 9000 }).commit();
   *
   * @see ip-link(8)
   */
  link<const N extends string, const M extends string = never>(
    name: N | NamesIn<D, S>,
    changes: LinkChangeOptions<NamesIn<D, S>, M>,
  ): Transaction<Renamed<D, S, N, M>, S>;

  /**
   * Takes a link that exists, a physical NIC say, into the current namespace: `ip link set NAME netns …`. The kernel
   * takes it down and strips its addresses and routes on the way; here it is raised again if it was up. Rollback and
   * undo bring it back with its name, MTU, MAC, addresses and routes. Bridges and `lo` cannot be moved.
   *
   * @param name - Its name in the namespace that it comes from, the host's unless `from` says otherwise.
   * @example
   *   await net.namespace('a').move('eth1', { as: 'lan0' }).address('lan0', '10.0.0.2/24').commit();
   */
  move<const N extends string, const M extends string = N>(
    name: N,
    options?: MoveOptions<M>,
  ): Transaction<D | Added<S, M>, S>;

  /**
   * Deletes a link: `ip link delete NAME`. A veth's peer and what stands on the link go with it. It is first taken out
   * of service, and destroyed when the commit counts, so that rollback brings it back as it was.
   *
   * Strict: `commit()` refuses where it does not exist, `ensure()` is content.
   *
   * @example
   *   await net.host().delete('veth0-host').commit();
   */
  delete<const N extends string>(link: N | NamesIn<D, S>): Transaction<Exclude<D, `${S}/${N}`>, S>;
}
