import type { FdbAdd, FdbDelete } from '@netloom/core';
import { writeFdb } from '../message/fdb-message.js';
import { send, type Applier } from './applier.js';
import { linkIndex } from './change-address.js';

/** `bridge fdb add …`, `bridge fdb delete …`. */
export const changeFdb: Applier<FdbAdd | FdbDelete> = (operation, session) => {
  const index = linkIndex(operation, session);
  const writer = session.writer;
  writeFdb(writer, operation.op === 'fdb.add' ? 'add' : 'delete', operation, index);
  send(session.namespace(operation.namespace), writer);
  return undefined;
};
