import type { FdbAdd, FdbDelete } from '@netloom/core';
import { writeFdb } from '../message/fdb-message.js';
import type { Applier } from './applier.js';
import { linkOf } from './link-of.js';

/** `bridge fdb add …`, `bridge fdb delete …`. */
export const changeFdb: Applier<FdbAdd | FdbDelete> = (operation, session, outbox) => {
  const { namespace, index } = linkOf(operation, session);
  const verb = operation.op === 'fdb.add' ? 'add' : 'delete';
  outbox.post({ namespace, together: false }, (writer) => writeFdb(writer, verb, operation, index));
  return undefined;
};
