import type { NeighbourAdd, NeighbourDelete, NeighbourReplace } from '@netloom/core';
import { writeNeighbourAdd, writeNeighbourDelete } from '../message/neighbour-message.js';
import { send, type Applier } from './applier.js';
import { linkIndex } from './change-address.js';

/** `ip neighbour add …`. */
export const addNeighbour: Applier<NeighbourAdd> = (operation, session) => {
  const index = linkIndex(operation, session);
  const writer = session.writer;
  writeNeighbourAdd(writer, 'add', operation, index);
  send(session.namespace(operation.namespace), writer);
  return undefined;
};

/** `ip neighbour replace …`. */
export const replaceNeighbour: Applier<NeighbourReplace> = (operation, session) => {
  const index = linkIndex(operation, session);
  const writer = session.writer;
  writeNeighbourAdd(writer, 'replace', operation, index);
  send(session.namespace(operation.namespace), writer);
  return undefined;
};

/** `ip neighbour delete …`. */
export const deleteNeighbour: Applier<NeighbourDelete> = (operation, session) => {
  const index = linkIndex(operation, session);
  const writer = session.writer;
  writeNeighbourDelete(writer, operation, index);
  send(session.namespace(operation.namespace), writer);
  return undefined;
};
