import type { DhcpOptions } from '../../link-kind/link-options.js';
import type { Check } from '../../transaction/check.js';
import type { KnownName } from '../../value/known-name.js';
import type { NamesIn } from '../tracked-names.js';
import type { Transaction } from '../transaction.js';

/** What is neither a link nor a route. */
export interface ServiceCalls<D extends string, S extends string> {
  /**
   * Writes a kernel parameter of the current namespace: `sysctl -w KEY=VALUE`. Rollback and undo write back what it was,
   * and what the kernel changed along with it (`ip_forward` spreads to every link).
   *
   * @param key - Below `net`, with dots (`net.ipv4.ip_forward`) or with slashes, as in sysctl(8); a link's name that has
   *   a dot is written `net/ipv4/conf/eth0.100/forwarding`.
   * @param value - One line of at most 4096 bytes, or a whole number.
   * @example
   *   await net.namespace('r').sysctl('net.ipv4.ip_forward', 1).commit();
   */
  sysctl(key: string, value: string | number): Transaction<D, S>;

  /**
   * Has a DHCP client (udhcpc, dhcpcd or dhclient) acquire an address for the link, after all kernel operations and
   * before the checks. The client stays and renews; the lease is given back on rollback and undo.
   *
   * @example
   *   await net.namespace('a').macvlan('eth0', { mode: 'bridge', name: 'lan0' }).dhcp('lan0').commit();
   *
   * @see RFC 2131
   */
  dhcp(link: KnownName<NamesIn<D, S>>, options?: DhcpOptions): Transaction<D, S>;

  /**
   * Runs a check after the last operation, before the commit counts: `ping(target)`, `tcp(host, port)`, or any function.
   * If it throws, rejects or gives exactly `false`, all is rolled back. Checks run one after another, each in the scope
   * that `verify` was called in; `ensure()` runs them also where nothing was to do.
   *
   * @example
   *   await net.namespace('a').veth('eth0', { … }).verify(ping('10.0.0.1')).commit();
   */
  verify(check: Check): Transaction<D, S>;
}
