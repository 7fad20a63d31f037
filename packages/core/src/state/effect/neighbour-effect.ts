import type { NeighbourAdd, NeighbourDelete, NeighbourReplace } from '../../operation/neighbour-operation.js';
import { append } from '../namespace-model.js';
import type { LinkState, NeighbourState } from '../network-state.js';
import type { Effect, Refusal } from './effect.js';
import { isRefusal, locate } from './refusals.js';

type Key = Pick<NeighbourState, 'family' | 'address' | 'proxy'>;

export function sameNeighbour(a: Key, b: Key): boolean {
  return a.family === b.family && a.address === b.address && (a.proxy ?? false) === (b.proxy ?? false);
}

export const addNeighbour: Effect<NeighbourAdd> = (model, operation) => {
  const found = locate(model, operation);
  if (isRefusal(found)) return found;
  const { namespace, link } = found;
  // A proxy entry may be added again and again; the kernel keeps one.
  if (
    operation.proxy !== true &&
    namespace.neighbours.get(link.ifindex)?.some((each) => sameNeighbour(each, operation))
  ) {
    return {
      code: 'neighbour-exists',
      message: `"${link.name}" has a neighbour ${operation.address} already`,
      mend: 'delete it first, or use ensure()',
    };
  }
  return write(model, operation);
};

export const replaceNeighbour: Effect<NeighbourReplace> = (model, operation) => write(model, operation);

export const deleteNeighbour: Effect<NeighbourDelete> = (model, operation) => {
  const found = locate(model, operation);
  if (isRefusal(found)) return found;
  const { namespace, link } = found;
  const list = namespace.neighbours.get(link.ifindex) ?? [];
  const kept = list.filter((each) => !sameNeighbour(each, operation));
  if (kept.length === list.length) {
    return { code: 'neighbour-missing', message: `"${link.name}" has no neighbour ${operation.address}` };
  }
  namespace.neighbours.set(link.ifindex, kept);
  return undefined;
};

/** The kernel keeps each as one of 0.0.0.0, so that none is what was asked for (net/ipv4/arp.c, arp_constructor). */
function onLoopback({ name }: LinkState): Refusal {
  return { code: 'neighbour', message: `"${name}" is a loopback and has no IPv4 neighbours` };
}

const write: Effect<NeighbourAdd | NeighbourReplace> = (model, operation) => {
  const found = locate(model, operation);
  if (isRefusal(found)) return found;
  const { namespace, link } = found;
  if (link.kind === 'loopback' && operation.family === 'inet' && operation.proxy !== true) return onLoopback(link);
  const { op: _op, namespace: _namespace, ...attributes } = operation;
  const kept = namespace.neighbours.get(link.ifindex)?.filter((each) => !sameNeighbour(each, operation));
  if (kept) namespace.neighbours.set(link.ifindex, kept);
  append(namespace.neighbours, link.ifindex, {
    ...attributes,
    state: operation.state ?? 'permanent',
    link: link.name,
    ifindex: link.ifindex,
  });
  return undefined;
};
