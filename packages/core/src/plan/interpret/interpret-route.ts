import type { NextHop, RouteAttributes, RouteType } from '../../operation/route-operation.js';
import type { AddressFamily } from '../../value/address-family.js';
import type { Given } from '../../value/fields.js';
import { parseNetwork } from '../../value/ip-prefix.js';
import type { CallContext, CallInterpreter } from './call-context.js';
import { checkRoute } from './check-route.js';
import { ROUTE_FIELDS, type NextHopSettings, type RouteSettings } from './route-fields.js';

/** `main` and `local` of `/etc/iproute2/rt_tables`, fixed in linux/rtnetlink.h. */
const MAIN = 254;
const LOCAL = 255;
/** IP6_RT_PRIO_USER of net/ip6_route.h: what the kernel gives to IPv6 routes without a metric. */
const IPV6_METRIC = 1024;

export const interpretRoute: CallInterpreter = (context) => {
  const { problems } = context.chain;
  const known = problems.length;
  const given = context.options(context.call.args[1], ROUTE_FIELDS);
  const target = destinationOf(context, given);
  if (!target) return;
  // What goes together is judged of options that were understood: one that was not is no option that is missing.
  if (problems.length === known) checkRoute(context, target.family, given);
  const type = given.type ?? 'unicast';
  context.emit({
    op: 'route.add',
    namespace: context.scope.ref,
    ...target,
    ...said(context, given),
    table: given.table ?? tableOf(type),
    type,
    scope: given.scope ?? scopeOf(target.family, type, given),
    protocol: given.protocol ?? 'boot',
    ...metricOf(target.family, given),
  });
};

export const interpretDeleteRoute: CallInterpreter = (context) => {
  const given = context.options(context.call.args[1], ROUTE_FIELDS);
  const target = destinationOf(context, given);
  if (!target) return;
  const { chain, scope } = context;
  // A route went with its link.
  if (chain.purpose === 'ensure' && given.dev !== undefined && !scope.links.has(given.dev)) return;
  context.emit({
    op: 'route.delete',
    namespace: scope.ref,
    ...target,
    ...said(context, given),
    table: given.table ?? tableOf(given.type ?? 'unicast'),
  });
};

/** `'default'` is of the family that its gateway or source has, IPv4 if it has neither. */
function destinationOf(
  context: CallContext,
  given: Given<RouteSettings>,
): { readonly family: AddressFamily; readonly destination: string } | undefined {
  const raw = context.call.args[0];
  if (raw !== 'default') {
    const network = context.parse(parseNetwork, raw);
    return network && { family: network.family, destination: network.text };
  }
  const via = given.via ?? given.nextHops?.find((hop) => hop.via)?.via;
  const family = given.source?.family ?? via?.family ?? 'inet';
  return { family, destination: family === 'inet' ? '0.0.0.0/0' : '::/0' };
}

/** What was said, in the operation's form. */
function said(context: CallContext, given: Given<RouteSettings>): Partial<RouteAttributes> {
  const { via, source, dev, nextHops } = given;
  const texts: { via?: string; source?: string; dev?: string; nextHops?: NextHop[] } = {};
  if (via !== undefined) texts.via = via.text;
  if (source !== undefined) texts.source = source.text;
  if (dev !== undefined) texts.dev = deviceName(context, dev);
  if (nextHops !== undefined) texts.nextHops = nextHops.map((hop) => nextHopOf(context, hop));
  return { ...(given as Omit<Given<RouteSettings>, keyof typeof texts>), ...texts };
}

function nextHopOf(context: CallContext, { via, dev, ...same }: Given<NextHopSettings>): NextHop {
  return {
    ...same,
    ...(via === undefined ? {} : { via: via.text }),
    ...(dev === undefined ? {} : { dev: deviceName(context, dev) }),
  };
}

function deviceName(context: CallContext, dev: string): string {
  return context.find(context.scope, dev)?.name ?? dev;
}

/** As `ip route` does it (iproute2, iproute_modify). */
function tableOf(type: RouteType): number {
  return type === 'local' || type === 'broadcast' || type === 'anycast' ? LOCAL : MAIN;
}

/** As `ip route` does it for IPv4; the kernel knows no scope of IPv6 routes and shows every one as global. */
function scopeOf(family: AddressFamily, type: RouteType, { via, nextHops }: Given<RouteSettings>): string {
  if (family === 'inet6') return 'global';
  switch (type) {
    case 'local':
      return 'host';
    case 'broadcast':
    case 'multicast':
    case 'anycast':
      return 'link';
    case 'unicast':
      return via || nextHops?.some((hop) => hop.via) ? 'global' : 'link';
    default:
      return 'global';
  }
}

function metricOf(family: AddressFamily, { metric }: Given<RouteSettings>): { metric?: number } {
  if (family === 'inet6') return { metric: metric || IPV6_METRIC };
  return metric === undefined ? {} : { metric };
}
