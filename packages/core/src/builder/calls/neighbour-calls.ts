import type { KnownName } from '../../value/known-name.js';
import type { FdbOptions } from '../options/fdb-options.js';
import type { DeleteNeighbourOptions, NeighbourOptions } from '../options/neighbour-options.js';
import type { NamesIn } from '../tracked-names.js';
import type { Transaction } from '../transaction.js';

/** Who is where: neighbours by address, and forwarding entries by hardware address. */
export interface NeighbourCalls<D extends string, S extends string> {
  /**
   * Adds a neighbour entry that stays: `ip neighbour add ADDRESS lladdr MAC dev LINK nud permanent`, or a proxy entry.
   * Rollback and undo delete it.
   *
   * @param address - IPv4 or IPv6, without prefix length.
   * @example
   *   await net.host().neighbour('eth1', '192.0.2.9', { mac: '02:00:00:00:00:09' }).commit();
   *
   * @see ip-neighbour(8)
   */
  neighbour(link: KnownName<NamesIn<D, S>>, address: string, options: NeighbourOptions): Transaction<D, S>;

  /**
   * Deletes a neighbour entry: `ip neighbour delete ADDRESS dev LINK`.
   *
   * Strict: `commit()` refuses where there is none, `ensure()` is content.
   *
   * @example
   *   await net.host().deleteNeighbour('eth1', '192.0.2.9').commit();
   */
  deleteNeighbour(link: KnownName<NamesIn<D, S>>, address: string, options?: DeleteNeighbourOptions): Transaction<D, S>;

  /**
   * Adds a forwarding entry: `bridge fdb add MAC dev LINK …`, into the table of the bridge that the link is a port of,
   * or (`owner: 'self'`) into the link's own. Rollback and undo delete it.
   *
   * @example
   *   await net.host().fdb('port0', '02:00:00:00:00:09').commit();
   *
   * @see bridge(8)
   */
  fdb(link: KnownName<NamesIn<D, S>>, mac: string, options?: FdbOptions): Transaction<D, S>;

  /**
   * Deletes a forwarding entry: `bridge fdb delete MAC dev LINK …`.
   *
   * Strict: `commit()` refuses where there is none, `ensure()` is content.
   *
   * @example
   *   await net.host().deleteFdb('port0', '02:00:00:00:00:09').commit();
   */
  deleteFdb(link: KnownName<NamesIn<D, S>>, mac: string, options?: FdbOptions): Transaction<D, S>;
}
