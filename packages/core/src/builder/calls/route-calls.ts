import type { RouteOptions } from '../options/route-options.js';
import type { RuleOptions } from '../options/rule-options.js';
import type { NamesIn } from '../tracked-names.js';
import type { Transaction } from '../transaction.js';

/** Routes of the current namespace, and the rules that choose their tables. */
export interface RouteCalls<D extends string, S extends string> {
  /**
   * Adds a route: `ip route add DESTINATION via … dev …`. Rollback and undo delete it.
   *
   * @param destination - A network with its prefix length, or `'default'`: IPv4 unless `via` or `source` is IPv6. IPv4
   *   with bits set behind the prefix is refused, as the kernel does.
   * @example
   *   await net.namespace('a').veth('eth0', { address: '10.0.0.2/24' }).route('default', { via: '10.0.0.1' }).commit();
   *
   * @see ip-route(8)
   */
  route(destination: string, options: RouteOptions<NamesIn<D, S>>): Transaction<D, S>;

  /**
   * Deletes the first route that has everything said here: `ip route delete DESTINATION …`.
   *
   * Strict: `commit()` refuses where there is none, `ensure()` is content.
   *
   * @example
   *   await net.host().deleteRoute('198.51.100.0/24', { via: '192.0.2.1' }).commit();
   */
  deleteRoute(destination: string, options?: RouteOptions<NamesIn<D, S>>): Transaction<D, S>;

  /**
   * Adds a rule of policy routing: `ip rule add …`. Rollback and undo delete it.
   *
   * @param options - Without a `priority` (0 to 4294967295) it goes before all others but the first, as with `ip`.
   * @example
   *   await net.host().rule({ from: '10.0.0.0/24', table: 100, priority: 1000 }).commit();
   *
   * @see ip-rule(8)
   */
  rule(options: RuleOptions<NamesIn<D, S>>): Transaction<D, S>;

  /**
   * Deletes a rule: `ip rule delete …`. What is said must be all of it; only the `priority` may be left out.
   *
   * Strict: `commit()` refuses where there is none, `ensure()` is content.
   *
   * @example
   *   await net.host().deleteRule({ from: '10.0.0.0/24', table: 100, priority: 1000 }).commit();
   */
  deleteRule(options: RuleOptions<NamesIn<D, S>>): Transaction<D, S>;
}
