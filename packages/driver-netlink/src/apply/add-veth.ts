import type { LinkAdd } from '@netloom/core';
import type { Session } from '../engine/session.js';
import { deviceFlags } from '../message/link-header.js';
import type { LinkSettings } from '../message/link-message.js';
import { writeVeth } from '../message/link-info/veth.js';
import { writeLinkAdd } from '../message/link-message.js';
import { send } from './applier.js';
import { complete, flagsButUp, masterIndex, newLink, type LinkEnd } from './new-links.js';

/**
 * Makes both ends with one message. The kernel gives its first end all that is asked for, and its second neither a master
 * nor the up flag; so the end that has a master is made the first, and the second gets the rest by a message of its own.
 */
export function addVeth(operation: Extract<LinkAdd, { kind: 'veth' }>, session: Session): void {
  const { peer, queues } = operation.data;
  const own: LinkEnd = { namespace: session.namespace(operation.namespace), attributes: operation };
  const other: LinkEnd = { namespace: session.namespace(peer.namespace), attributes: peer };
  const swapped = isEnslaved(other) && !isEnslaved(own);
  const first = swapped ? other : own;
  const second = swapped ? own : other;
  const firstMaster = masterIndex(session, first);
  const secondMaster = masterIndex(session, second);

  const writer = session.writer;
  const firstLink = newLink(first, first.namespace, queues);
  const { masterIndex: _master, ...secondLink } = newLink(second, first.namespace, queues);
  writeLinkAdd(writer, firstMaster === undefined ? firstLink : { ...firstLink, masterIndex: firstMaster }, 'veth', {
    flags: deviceFlags(first.attributes),
    writeData: (data) => writeVeth(data, secondLink, flagsButUp(second.attributes)),
  });
  send(first.namespace, writer);

  // Deleting either end deletes both, so each may clean up after the other.
  complete(session, second, {
    ...(secondMaster === undefined ? {} : { masterIndex: secondMaster }),
    ...upOf(second),
  });
  complete(session, first, {});
}

function isEnslaved({ attributes }: LinkEnd): boolean {
  return attributes.master !== undefined || attributes.masterIndex !== undefined;
}

function upOf({ attributes }: LinkEnd): LinkSettings {
  return attributes.up === undefined ? {} : { up: attributes.up };
}
