import type { LinkDelete } from '@netloom/core';
import { writeLinkDelete } from '../message/link-delete-message.js';
import type { Applier } from './applier.js';

/** `ip link delete …`. With an index the name is not looked at: it may be another link's by now. */
export const deleteLink: Applier<LinkDelete> = (operation, session, outbox) => {
  const namespace = session.namespace(operation.namespace);
  outbox.post({ namespace, together: false }, (writer) => writeLinkDelete(writer, operation.ifindex ?? operation.name));
  session.unlearn(namespace);
  return undefined;
};
