import type { LinkAdd, LinkChanges, LinkSet } from '../operation/link-operation.js';
import type { LinkAttributes } from '../operation/link-attributes.js';
import { isBarrier, linkKey } from '../operation/mentioned-links.js';
import type { Step } from './interpretation.js';

interface Place {
  /** Where the link's `link.add` stands. */
  readonly index: number;
  readonly end: 'own' | 'peer';
}

/**
 * Folds each change of a link that the chain itself adds into its `link.add`, so that one message makes the link with all
 * that it will have. Changes behind a barrier stay where they are.
 */
export function fuse(steps: readonly Step[]): Step[] {
  const fused: Step[] = [];
  const places = new Map<string, Place>();
  for (const step of steps) {
    const { operation } = step;
    if (operation.op === 'link.set') {
      const place = places.get(linkKey(operation.namespace, operation.name));
      if (place && fold(fused, place, operation)) continue;
    }
    if (isBarrier(operation)) places.clear();
    if (operation.op === 'link.add') {
      places.set(linkKey(operation.namespace, operation.name), { index: fused.length, end: 'own' });
      if (operation.kind === 'veth') {
        const { peer } = operation.data;
        places.set(linkKey(peer.namespace, peer.name), { index: fused.length, end: 'peer' });
      }
    }
    fused.push(step);
  }
  return fused;
}

function fold(steps: Step[], { index, end }: Place, { changes }: LinkSet): boolean {
  const step = steps[index];
  if (step?.operation.op !== 'link.add' || !foldable(changes)) return false;
  const { operation } = step;
  if (changes.mac !== undefined && isPassthru(operation)) return false;
  const folded: LinkAdd =
    end === 'peer' && operation.kind === 'veth'
      ? { ...operation, data: { ...operation.data, peer: changed(operation.data.peer, changes) } }
      : withData(changed(operation, changes), changes);
  steps[index] = { ...step, operation: folded };
  return true;
}

/** A rename and a move are operations of their own; port options and address generation cannot stand in a `link.add`. */
function foldable(changes: LinkChanges): boolean {
  const { name, namespace, port, addressGeneration, deleteAltName } = changes;
  return [name, namespace, port, addressGeneration, deleteAltName].every((change) => change === undefined);
}

/** Made in passthru mode, a macvlan has its parent's address whatever was asked for (drivers/net/macvlan.c). */
function isPassthru({ data }: LinkAdd): boolean {
  return 'mode' in data && data.mode === 'passthru';
}

function changed<A extends LinkAttributes>(link: A, changes: LinkChanges): A {
  const { data: _data, master, alias, addAltName, ...same } = changes;
  const { master: oldMaster, alias: oldAlias, altNames, ...rest } = link;
  const newMaster = master === undefined ? oldMaster : master;
  const newAlias = alias === undefined ? oldAlias : alias;
  const newAltNames = addAltName === undefined ? altNames : [...(altNames ?? []), addAltName];
  // What is spread back is what the type had: the attributes were only taken apart to leave out the absent ones.
  return {
    ...rest,
    ...same,
    ...(typeof newMaster === 'string' ? { master: newMaster } : {}),
    ...(typeof newAlias === 'string' ? { alias: newAlias } : {}),
    ...(newAltNames === undefined ? {} : { altNames: newAltNames }),
  } as unknown as A;
}

function withData(operation: LinkAdd, { data }: LinkChanges): LinkAdd {
  return data === undefined ? operation : ({ ...operation, data: { ...operation.data, ...data } } as LinkAdd);
}
