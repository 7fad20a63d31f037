import type { RouteState } from '../../state/network-state.js';
import type { Footprint } from '../footprint.js';
import { covers, coversRoute } from './same-value.js';

/** Fields of an operation that say where it is, not what is added. */
const PLACE: ReadonlySet<string> = new Set(['op', 'namespace', 'link', 'ifindex', 'append', 'dev']);

/** Whether an item of a list is as the transaction wrote it. */
export function wroteEntry({ entries }: Pick<Footprint, 'entries'>, key: string, state: object): boolean {
  const operations = entries.get(key) ?? [];
  return operations.some((operation) => !operation.op.endsWith('.delete') && covers(operation, state, PLACE));
}

/** The same for a route, of whose ways it may have left something open. */
export function wroteRoute({ entries }: Pick<Footprint, 'entries'>, key: string, route: RouteState): boolean {
  const operations = entries.get(key) ?? [];
  return operations.some(
    (operation) =>
      (operation.op === 'route.add' || operation.op === 'route.replace') && coversRoute(operation, route, PLACE),
  );
}
