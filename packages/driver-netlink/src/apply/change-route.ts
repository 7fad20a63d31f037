import type { NamespaceRef, RouteAdd, RouteAttributes, RouteDelete, RouteReplace } from '@netloom/core';
import type { Session } from '../engine/session.js';
import { writeRouteAdd, writeRouteDelete, type ResolvedRoute } from '../message/route-message.js';
import type { OpenNamespace } from '../namespace/open-namespace.js';
import { send, type Applier } from './applier.js';

/** `ip route add …`, `ip route append …`. */
export const addRoute: Applier<RouteAdd> = (operation, session) => {
  put(operation, operation.append === true ? 'append' : 'add', session);
  return undefined;
};

/** `ip route replace …`. */
export const replaceRoute: Applier<RouteReplace> = (operation, session) => {
  put(operation, 'replace', session);
  return undefined;
};

/** `ip route delete …`. */
export const deleteRoute: Applier<RouteDelete> = (operation, session) => {
  const namespace = session.namespace(operation.namespace);
  const route = resolve(operation, session, namespace);
  const writer = session.writer;
  writeRouteDelete(writer, route);
  send(namespace, writer);
  return undefined;
};

function put(
  operation: RouteAttributes & { readonly namespace: NamespaceRef },
  verb: 'add' | 'append' | 'replace',
  session: Session,
): void {
  const namespace = session.namespace(operation.namespace);
  const route = resolve(operation, session, namespace);
  const writer = session.writer;
  writeRouteAdd(writer, verb, route);
  send(namespace, writer);
}

/** The route with its links by index. */
function resolve<R extends Partial<RouteAttributes>>(
  route: R,
  session: Session,
  namespace: OpenNamespace,
): ResolvedRoute<R> {
  const { dev: _dev, nextHops, ...rest } = route;
  const index = deviceIndex(route, session, namespace);
  return {
    ...rest,
    ...(index === undefined ? {} : { devIndex: index }),
    ...(nextHops === undefined
      ? {}
      : {
          nextHops: nextHops.map(({ dev, ...hop }) => {
            const hopIndex = deviceIndex({ ...hop, ...(dev === undefined ? {} : { dev }) }, session, namespace);
            return hopIndex === undefined ? hop : { ...hop, devIndex: hopIndex };
          }),
        }),
  } as ResolvedRoute<R>;
}

function deviceIndex(
  { dev, devIndex }: { readonly dev?: string; readonly devIndex?: number },
  session: Session,
  namespace: OpenNamespace,
): number | undefined {
  return devIndex ?? (dev === undefined ? undefined : session.indexOf(namespace, dev));
}
