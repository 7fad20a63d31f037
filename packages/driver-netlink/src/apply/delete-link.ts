import type { LinkDelete } from '@netloom/core';
import { send, type Applier } from './applier.js';
import { writeLinkDelete } from '../message/link-delete-message.js';

/** `ip link delete …`. With an index the name is not looked at: it may be another link's by now. */
export const deleteLink: Applier<LinkDelete> = (operation, session) => {
  const namespace = session.namespace(operation.namespace);
  const writer = session.writer;
  writeLinkDelete(writer, operation.ifindex ?? operation.name);
  send(namespace, writer);
  session.unlearn(namespace);
  return undefined;
};
