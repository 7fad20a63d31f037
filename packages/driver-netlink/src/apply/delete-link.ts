import type { LinkDelete } from '@netloom/core';
import { writeLinkDelete } from '../message/link-message.js';
import { send, type Applier } from './applier.js';

/** `ip link delete …`. With an index the name is not looked at: it may be another link's by now. */
export const deleteLink: Applier<LinkDelete> = (operation, session) => {
  const namespace = session.namespace(operation.namespace);
  const writer = session.writer;
  writeLinkDelete(writer, operation.ifindex ?? operation.name);
  send(namespace, writer);
  session.unlearn(namespace);
  return undefined;
};
