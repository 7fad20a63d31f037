import type { RuleAttributes } from '@netloom/core';
import { contains, parsePrefix, type IpAddress } from '../ip/ip-address.js';
import type { NetworkNamespace } from '../network-namespace.js';
import type { Route } from '../route.js';

/**
 * The route that the kernel takes to an address: the rules in their order, in each table the longest prefix, among equals
 * the first. `fits` passes over routes, as the kernel does where it wants a certain link or scope.
 */
export function lookUp(
  namespace: NetworkNamespace,
  address: IpAddress,
  fits: (route: Route) => boolean = () => true,
  source?: IpAddress,
): Route | undefined {
  for (const rule of namespace.rules.of(address.family)) {
    if (rule.table === undefined || !applies(rule, address, source)) continue;
    for (const route of namespace.routes.covering(rule.table, address)) {
      if (!fits(route)) continue;
      if (route.type === 'throw') break;
      return route;
    }
  }
  return undefined;
}

function applies(rule: RuleAttributes, address: IpAddress, source: IpAddress | undefined): boolean {
  const from = rule.from === undefined || (source !== undefined && contains(parsePrefix(rule.from), source));
  const to = rule.to === undefined || contains(parsePrefix(rule.to), address);
  const narrowed = rule.inputDevice ?? rule.outputDevice ?? rule.mark ?? rule.tos;
  return (from && to && narrowed === undefined) !== (rule.not ?? false);
}
