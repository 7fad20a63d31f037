import type { KnownName } from '../../value/known-name.js';
import type { AddressOptions, DeleteAddressOptions } from '../options/address-options.js';
import type { NamesIn } from '../tracked-names.js';
import type { Transaction } from '../transaction.js';

/** Addresses of links. */
export interface AddressCalls<D extends string, S extends string> {
  /**
   * Gives a link an address, IPv4 or IPv6: `ip address add CIDR dev LINK`. Rollback and undo take it away again, with
   * the routes that came with it.
   *
   * @param cidr - With its prefix length: `10.0.0.1/24`, `fd00::1/64`. An address alone is refused.
   * @param options - As in ip-address(8); lifetimes in seconds.
   * @example
   *   await net.namespace('a').veth('eth0').address('eth0', 'fd00::2/64', { noDad: true }).commit();
   */
  address(link: KnownName<NamesIn<D, S>>, cidr: string, options?: AddressOptions): Transaction<D, S>;

  /**
   * Takes an address from a link: `ip address delete CIDR dev LINK`. Routes that the kernel takes away with it come back
   * with it on rollback and undo.
   *
   * Strict: `commit()` refuses where the link does not have it, `ensure()` is content.
   *
   * @example
   *   await net.host().deleteAddress('eth1', '192.0.2.1/24').commit();
   */
  deleteAddress(link: KnownName<NamesIn<D, S>>, cidr: string, options?: DeleteAddressOptions): Transaction<D, S>;
}
