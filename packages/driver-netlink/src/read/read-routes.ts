import type { RouteState } from '@netloom/core';
import type { Session } from '../engine/session.js';
import { readRoute } from '../message/read-route.js';
import type { OpenNamespace } from '../namespace/open-namespace.js';
import { DUMP_REQUESTS } from './dumps.js';

/** Reads the routes of both families, of every table. */
export function readRoutes(
  { socket }: OpenNamespace,
  session: Session,
  linkName: (ifindex: number) => string,
): readonly RouteState[] {
  return (['routes of IPv4', 'routes of IPv6'] as const).flatMap((dump) => {
    const { writer } = session;
    DUMP_REQUESTS[dump](writer);
    return socket.dump(writer, (reader) => readRoute(reader, linkName));
  });
}
