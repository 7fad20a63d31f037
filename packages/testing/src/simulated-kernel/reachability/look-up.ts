import type { RouteType, RuleAttributes } from '@netloom/core';
import type { IpAddress } from '../ip/ip-address.js';
import type { NetworkNamespace } from '../network-namespace.js';
import type { Route } from '../route.js';
import { applies, type Flow } from './rule-match.js';

/** What a search ends with: a route, or the errno of what ended it without one. */
export type Found =
  | { readonly route: Route }
  | { readonly route: undefined; readonly errno: string; readonly by: string | undefined };

/** Rules that end a search (`fib4_rule_action()`). */
const ENDS: { readonly [A in Exclude<RuleAttributes['action'], 'lookup' | 'goto' | 'nop'>]: string } = {
  blackhole: 'EINVAL',
  unreachable: 'ENETUNREACH',
  prohibit: 'EACCES',
};

/** Routes that end a search (`fib_props`). */
export const REFUSING_TYPES: ReadonlyMap<RouteType, string> = new Map([
  ['blackhole', 'EINVAL'],
  ['unreachable', 'EHOSTUNREACH'],
  ['prohibit', 'EACCES'],
]);

export interface SearchOptions {
  /** Passes over routes, as the kernel does where it wants a certain link or scope. */
  readonly fits?: (route: Route) => boolean;
  /** A route of the type `throw` ends the search, instead of the table. */
  readonly throwEnds?: boolean;
}

/**
 * The route that the kernel takes to an address: the rules in their order, in each table the longest prefix, among equals
 * the first. A rule that goes to one that is not there is passed over (`fib_rules_lookup()`).
 */
export function search(
  namespace: NetworkNamespace,
  address: IpAddress,
  flow: Flow = {},
  { fits = () => true, throwEnds = false }: SearchOptions = {},
): Found {
  const rules = namespace.rules.searched(address.family);
  let skippedTo: number | undefined;
  for (const rule of rules) {
    if (skippedTo !== undefined && rule.priority !== skippedTo) continue;
    skippedTo = undefined;
    if (rule.action === 'nop' || !applies(rule, address, flow)) continue;
    if (rule.action === 'goto') {
      skippedTo = rules.find(({ priority }) => priority === rule.goto)?.priority;
      continue;
    }
    if (rule.action !== 'lookup') {
      return { route: undefined, errno: ENDS[rule.action], by: `its rule ${rule.priority} is ${rule.action}` };
    }
    for (const route of namespace.routes.covering(rule.table ?? 0, address)) {
      if (!fits(route)) continue;
      if (route.type === 'throw' && !throwEnds) break;
      if (route.destination.length <= (rule.suppressPrefixLength ?? -1)) break;
      return { route };
    }
  }
  return { route: undefined, errno: 'ENETUNREACH', by: undefined };
}
