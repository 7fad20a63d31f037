import type { NextHop } from '../../operation/route-operation.js';
import { append, type NamespaceModel } from '../../state/namespace-model.js';
import type { RouteState } from '../../state/network-state.js';
import { describeNamespace, namespaceKey } from '../../value/namespace-ref.js';
import { routeEntryKey } from '../entry-key.js';
import type { BackContext, BackStep } from './back-step.js';
import { leadsTo } from './come-along.js';
import { findLink } from './find-link.js';
import { isDerivedRoute } from './kernel-made.js';
import { addOfRoute, deleteOfRoute, routeText, sameRouteState } from './route-steps.js';

/** The routes of links that may have lost some, those of the keys that the transaction wrote, and what others had. */
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
  const { footprint } = context;
  const touched = touchedLinks(context, was);
  const key = namespaceKey(was.ref);
  const deleted = footprint.namespacesDeleted.has(key);
  const wanted = byKey(was.routes.all().map((route) => renumbered(route, touched)));
  const actual = byKey(now.routes.all());
  const steps: BackStep[] = [];
  for (const id of new Set([...wanted.keys(), ...actual.keys()])) {
    const before = wanted.get(id) ?? [];
    const present = actual.get(id) ?? [];
    const written = deleted || footprint.entries.has(routeEntryKey(key, before[0] ?? present[0] ?? NO_ROUTE));
    const concerns = (route: RouteState): boolean => written || isThrough(route, touched);
    if (![...before, ...present].some(concerns) || sameRoutes(before, present)) continue;
    steps.push(...restoreKey(context, now, { before, present, concerns }));
  }
  return [...steps, ...rescue(context, now, actual)];
}

const NO_ROUTE = { family: 'inet', table: 0, destination: '' } as const;

interface KeyRoutes {
  readonly before: readonly RouteState[];
  readonly present: readonly RouteState[];
  readonly concerns: (route: RouteState) => boolean;
}

function restoreKey(context: BackContext, now: NamespaceModel, { before, present, concerns }: KeyRoutes): BackStep[] {
  const { meanwhile } = context;
  const { ref } = now;
  const where = describeNamespace(ref);
  const step = (operation: BackStep['operation'], reason: string): BackStep => ({ pass: 'routes', operation, reason });
  // What the transaction replaced was taken for its own when entries were removed; what the kernel made anew of a link
  // coming up, and was not there before, goes as well.
  const unwanted = present.filter(
    (route) =>
      !isIn(before, route) && concerns(route) && route.protocol === 'kernel' && !comesWithGuest(context, now, route),
  );
  // Routes of one key stand in the order in which they were added: all behind the first that is not in its place are
  // added again, those of other links too. So none of the key may be missing, or one would be lost if this is cut off.
  // Those of a link that is not there yet come when it is.
  const wanted = before.filter(
    (route) => isIn(present, route) || (leadsByLinksOf(now, route) && !meanwhile.hasLostRoute(ref, route)),
  );
  const kept = present.filter((route) => isIn(wanted, route));
  const firstWrong = wanted.findIndex((route, place) => !isIn(kept.slice(place, place + 1), route));
  const start = firstWrong < 0 ? wanted.length : firstWrong;
  const guest = present.find((route) => isIn(meanwhile.guests.routes(ref), route));
  return [
    ...unwanted.map((route) => step(deleteOfRoute(ref, route), `${routeText(route)} in ${where} was not there`)),
    ...kept
      .slice(start)
      .map((route) => step(deleteOfRoute(ref, route), `${routeText(route)} in ${where} is out of its place`)),
    ...wanted.slice(start).map((route) => {
      const add = step(addOfRoute(ref, route), `${where} lacks ${routeText(route)}`);
      const taken = guest && !isIn(kept, route);
      return taken ? { ...add, foreign: true, reason: `${add.reason}, in whose place is ${routeText(guest)}` } : add;
    }),
  ];
}

function leadsByLinksOf({ links }: NamespaceModel, { devIndex, nextHops = [] }: RouteState): boolean {
  return [devIndex, ...nextHops.map((hop) => hop.devIndex)].every((index) => index === undefined || links.has(index));
}

function isIn(list: readonly RouteState[], route: RouteState): boolean {
  return list.some((each) => sameRouteState(each, route));
}

/** A route to the network of an address that somebody else gave to the link. */
function comesWithGuest({ footprint, meanwhile }: BackContext, { ref }: NamespaceModel, route: RouteState): boolean {
  const key = namespaceKey(ref);
  return [...footprint.links.values()].some(
    (link) =>
      link.places.some(({ namespace, ifindex }) => namespace === key && ifindex === route.devIndex) &&
      meanwhile.guests.addresses(link).some((address) => leadsTo(address, route)),
  );
}

/** Routes of others that went with what was undone. */
function rescue(
  { meanwhile }: BackContext,
  { ref }: NamespaceModel,
  actual: ReadonlyMap<string, readonly RouteState[]>,
): BackStep[] {
  const lost = meanwhile.guests.routes(ref).filter((route) => !isIn(actual.get(routeEntryKey('', route)) ?? [], route));
  return lost.map((route) => ({
    pass: 'routes',
    operation: addOfRoute(ref, route),
    reason: `${routeText(route)} of somebody else in ${describeNamespace(ref)} goes with what is undone`,
    rescues: true,
  }));
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

function byKey(routes: readonly RouteState[]): Map<string, RouteState[]> {
  const lists = new Map<string, RouteState[]>();
  for (const route of routes) if (!isDerivedRoute(route)) append(lists, routeEntryKey('', route), route);
  return lists;
}

function sameRoutes(a: readonly RouteState[], b: readonly RouteState[]): boolean {
  return a.length === b.length && a.every((route, place) => sameRouteState(route, b[place] ?? route));
}
