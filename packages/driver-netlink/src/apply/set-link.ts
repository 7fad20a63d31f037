import type { LinkSet } from '@netloom/core';
import type { Session } from '../engine/session.js';
import { SystemError } from '../libc/system-error.js';
import { writeKindData } from '../message/link-info/kind-writers.js';
import type { OpenNamespace } from '../namespace/open-namespace.js';
import type { MessageWriter } from '../wire/message-writer.js';
import type { Applier } from './applier.js';
import { isOurs } from './is-ours.js';
import { writeAltNames, writeLinkData, writeLinkPort, writeLinkSet } from '../message/link-set-message.js';
import type { LinkKey } from '../message/link-key.js';

/** `ip link set …`. A planned operation holds one change; each kind of change has a message of its own. */
export const setLink: Applier<LinkSet> = (operation, session, outbox) => {
  const { changes } = operation;
  const namespace = session.namespace(operation.namespace);
  const key = linkKey(operation, session, namespace);
  const isRenamed = changes.name !== undefined || changes.namespace !== undefined;
  const together = isOurs(namespace, operation.ifindex) && !isRenamed;
  const request = (write: (writer: MessageWriter) => void): void => outbox.post({ namespace, together }, write);
  const { addAltName, deleteAltName, data, port } = changes;
  if (data !== undefined) {
    const kind = operation.kind ?? '';
    const writeData = writeKindData(kind, data);
    if (writeData === undefined) {
      throw new SystemError('change a link', 'EOPNOTSUPP', `the netlink driver knows no options of kind "${kind}"`);
    }
    request((writer) => writeLinkData(writer, key, kind, writeData));
  }
  if (port !== undefined) request((writer) => writeLinkPort(writer, key, port));
  if (addAltName !== undefined) request((writer) => writeAltNames(writer, 'add', key, [addAltName]));
  if (deleteAltName !== undefined) request((writer) => writeAltNames(writer, 'delete', key, [deleteAltName]));
  if (hasSettings(changes)) {
    const target = {
      masterIndex: masterIndexOf(changes, session, namespace),
      targetFd: changes.namespace === undefined ? undefined : session.namespace(changes.namespace).fd,
    };
    request((writer) => writeLinkSet(writer, key, changes, target));
  }
  if (isRenamed || deleteAltName !== undefined) session.unlearn(namespace);
  return undefined;
};

/** The index where it is known. A message by name cannot rename: the name in it would be the one to look for. */
function linkKey({ ifindex, name, changes }: LinkSet, session: Session, namespace: OpenNamespace): LinkKey {
  if (ifindex !== undefined) return ifindex;
  return changes.name === undefined ? name : session.indexOf(namespace, name);
}

/** Changes that have messages of their own. */
const APART: ReadonlySet<string> = new Set(['data', 'port', 'addAltName', 'deleteAltName']);

function hasSettings(changes: LinkSet['changes']): boolean {
  return Object.keys(changes).some((change) => !APART.has(change));
}

function masterIndexOf(
  { master, masterIndex }: LinkSet['changes'],
  session: Session,
  namespace: OpenNamespace,
): number | undefined {
  if (masterIndex !== undefined) return masterIndex;
  if (master === null) return 0;
  return master === undefined ? undefined : session.indexOf(namespace, master);
}
