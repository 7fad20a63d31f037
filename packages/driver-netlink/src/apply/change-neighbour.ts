import type { NeighbourAdd, NeighbourDelete, NeighbourReplace } from '@netloom/core';
import { writeNeighbourAdd, writeNeighbourDelete } from '../message/neighbour-message.js';
import type { Applier } from './applier.js';
import { linkOf } from './link-of.js';

/** `ip neighbour add …`. */
export const addNeighbour: Applier<NeighbourAdd> = (operation, session, outbox) => {
  const { namespace, index, isOurs } = linkOf(operation, session);
  outbox.post({ namespace, together: isOurs }, (writer) => writeNeighbourAdd(writer, 'add', operation, index));
  return undefined;
};

/** `ip neighbour replace …`. */
export const replaceNeighbour: Applier<NeighbourReplace> = (operation, session, outbox) => {
  const { namespace, index } = linkOf(operation, session);
  outbox.post({ namespace, together: false }, (writer) => writeNeighbourAdd(writer, 'replace', operation, index));
  return undefined;
};

/** `ip neighbour delete …`. */
export const deleteNeighbour: Applier<NeighbourDelete> = (operation, session, outbox) => {
  const { namespace, index } = linkOf(operation, session);
  outbox.post({ namespace, together: false }, (writer) => writeNeighbourDelete(writer, operation, index));
  return undefined;
};
