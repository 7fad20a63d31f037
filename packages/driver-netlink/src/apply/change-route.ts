import type { NamespaceRef, NextHop, RouteAdd, RouteAttributes, RouteDelete, RouteReplace } from '@netloom/core';
import type { Session } from '../engine/session.js';
import { writeRouteAdd, writeRouteDelete, type RouteLinks } from '../message/route-message.js';
import type { OpenNamespace } from '../namespace/open-namespace.js';
import type { Applier } from './applier.js';
import { isOurs } from './is-ours.js';
import type { Outbox } from './outbox.js';

/** `ip route add …`, `ip route append …`. */
export const addRoute: Applier<RouteAdd> = (operation, session, outbox) => {
  put(operation, operation.append === true ? 'append' : 'add', session, outbox);
  return undefined;
};

/** `ip route replace …`. */
export const replaceRoute: Applier<RouteReplace> = (operation, session, outbox) => {
  put(operation, 'replace', session, outbox);
  return undefined;
};

/** `ip route delete …`. */
export const deleteRoute: Applier<RouteDelete> = (operation, session, outbox) => {
  const namespace = session.namespace(operation.namespace);
  const links = linksOf(operation, session, namespace);
  outbox.post({ namespace, together: false }, (writer) => writeRouteDelete(writer, operation, links));
  return undefined;
};

function put(
  operation: RouteAttributes & { readonly namespace: NamespaceRef },
  verb: 'add' | 'append' | 'replace',
  session: Session,
  outbox: Outbox,
): void {
  const namespace = session.namespace(operation.namespace);
  const links = linksOf(operation, session, namespace);
  // Of the three only this one makes what must not exist.
  const together = verb === 'add' && (namespace.isNew === true || isOurs(namespace, operation.devIndex));
  outbox.post({ namespace, together }, (writer) => writeRouteAdd(writer, verb, operation, links));
}

const NO_HOPS: readonly NextHop[] = [];

/** Looks up the links that a route names. */
function linksOf(route: Partial<RouteAttributes>, session: Session, namespace: OpenNamespace): RouteLinks {
  const { nextHops = NO_HOPS } = route;
  return {
    devIndex: deviceIndex(route, session, namespace),
    hopIndexes: nextHops.map((hop) => deviceIndex(hop, session, namespace)),
  };
}

function deviceIndex(
  { dev, devIndex }: Pick<NextHop, 'dev' | 'devIndex'>,
  session: Session,
  namespace: OpenNamespace,
): number | undefined {
  return devIndex ?? (dev === undefined ? undefined : session.indexOf(namespace, dev));
}
