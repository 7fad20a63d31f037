import type { NextHop } from '../../operation/route-operation.js';
import { append, type NamespaceModel } from '../../state/namespace-model.js';
import type { RouteState } from '../../state/network-state.js';
import { describeNamespace, namespaceKey } from '../../value/namespace-ref.js';
import { routeEntryKey } from '../entry-key.js';
import type { BackContext, BackStep } from './back-step.js';
import { findLink } from './find-link.js';
import { addOfRoute, deleteOfRoute, routeText, sameRouteState } from './route-steps.js';

/** The routes of links that may have lost some, and those of the keys that the transaction wrote. */
export function restoreRoutes(context: BackContext): BackStep[] {
  const steps: BackStep[] = [];
  for (const was of context.before.namespaces()) {
    const now = context.current.namespace(was.ref);
    if (now) steps.push(...inNamespace(context, was, now));
  }
  // What leads through a gateway needs the way to the gateway first.
  return steps.toSorted((a, b) => rank(a) - rank(b));
}

function rank({ operation }: BackStep): number {
  if (operation.op === 'route.delete') return 0;
  return operation.op === 'route.add' && (operation.via !== undefined || operation.nextHops !== undefined) ? 2 : 1;
}

function inNamespace(context: BackContext, was: NamespaceModel, now: NamespaceModel): BackStep[] {
  const touched = touchedLinks(context, was);
  const key = namespaceKey(was.ref);
  const deleted = context.footprint.namespacesDeleted.has(key);
  const wanted = byKey(was.routes.all().map((route) => renumbered(route, touched)));
  const actual = byKey(now.routes.all());
  const steps: BackStep[] = [];
  for (const id of new Set([...wanted.keys(), ...actual.keys()])) {
    const before = wanted.get(id) ?? [];
    const present = actual.get(id) ?? [];
    const written = deleted || context.footprint.entries.has(routeEntryKey(key, before[0] ?? present[0] ?? NO_ROUTE));
    const concerns = (route: RouteState): boolean => written || isThrough(route, touched);
    if (![...before, ...present].some(concerns) || sameRoutes(before, present)) continue;
    steps.push(...restoreKey(context, was, before, present, concerns));
  }
  return steps;
}

const NO_ROUTE = { family: 'inet', table: 0, destination: '' } as const;

function restoreKey(
  { meanwhile }: BackContext,
  { ref }: NamespaceModel,
  before: readonly RouteState[],
  present: readonly RouteState[],
  concerns: (route: RouteState) => boolean,
): BackStep[] {
  const where = describeNamespace(ref);
  const isIn = (list: readonly RouteState[], route: RouteState): boolean =>
    list.some((each) => sameRouteState(each, route));
  const step = (operation: BackStep['operation'], reason: string): BackStep => ({ pass: 'routes', operation, reason });
  // What the transaction replaced was taken for its own when entries were removed; what the kernel made anew of a link
  // coming up, and was not there before, goes as well.
  const unwanted = present.filter((route) => !isIn(before, route) && concerns(route) && route.protocol === 'kernel');
  // Routes of one key stand in the order in which they were added: all behind the first that is not in its place are
  // added again, those of other links too. So none of the key may be missing, or one would be lost if this is cut off.
  const wanted = before.filter((route) => isIn(present, route) || !meanwhile.hasLostRoute(ref, route));
  const kept = present.filter((route) => isIn(wanted, route));
  const firstWrong = wanted.findIndex((route, place) => !isIn(kept.slice(place, place + 1), route));
  const start = firstWrong < 0 ? wanted.length : firstWrong;
  return [
    ...unwanted.map((route) => step(deleteOfRoute(ref, route), `${routeText(route)} in ${where} was not there`)),
    ...kept
      .slice(start)
      .map((route) => step(deleteOfRoute(ref, route), `${routeText(route)} in ${where} is out of its place`)),
    ...wanted.slice(start).map((route) => step(addOfRoute(ref, route), `${where} lacks ${routeText(route)}`)),
  ];
}

/**
 * The links of a namespace whose routes the transaction may have flushed: their index before, and the one that they have
 * now. Who comes home after a journey may have another, where the driver cannot ask for one.
 */
function touchedLinks({ footprint, current }: BackContext, { ref }: NamespaceModel): Map<number, number> {
  const key = namespaceKey(ref);
  const touched = new Map<number, number>();
  for (const link of footprint.links.values()) {
    const [first] = link.places;
    if (!link.layer3 || link.made || first?.namespace !== key) continue;
    touched.set(first.ifindex, findLink(current, link)?.link.ifindex ?? first.ifindex);
  }
  return touched;
}

function renumbered(route: RouteState, indexes: ReadonlyMap<number, number>): RouteState {
  const by = <H extends NextHop>(hop: H): H => {
    const devIndex = hop.devIndex === undefined ? undefined : indexes.get(hop.devIndex);
    return devIndex === undefined ? hop : { ...hop, devIndex };
  };
  return { ...by(route), ...(route.nextHops ? { nextHops: route.nextHops.map(by) } : {}) };
}

function isThrough({ devIndex, nextHops = [] }: RouteState, links: ReadonlyMap<number, number>): boolean {
  const touched = new Set([...links.keys(), ...links.values()]);
  return [devIndex, ...nextHops.map((hop) => hop.devIndex)].some((index) => index !== undefined && touched.has(index));
}

/** Routes that the kernel makes of addresses and of links that are up, and that nobody writes by hand. */
function isGiven({ family, table, protocol, destination, type }: RouteState): boolean {
  if (table === 255 && protocol === 'kernel') return true;
  if (protocol === 'ra' || protocol === 'redirect') return true;
  if (family !== 'inet6') return false;
  return destination === 'ff00::/8' || (destination === 'fe80::/64' && protocol === 'kernel') || type === 'multicast';
}

function byKey(routes: readonly RouteState[]): Map<string, RouteState[]> {
  const lists = new Map<string, RouteState[]>();
  for (const route of routes) if (!isGiven(route)) append(lists, routeEntryKey('', route), route);
  return lists;
}

function sameRoutes(a: readonly RouteState[], b: readonly RouteState[]): boolean {
  return a.length === b.length && a.every((route, place) => sameRouteState(route, b[place] ?? route));
}
