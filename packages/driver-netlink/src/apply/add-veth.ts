import type { LinkAdd } from '@netloom/core';
import type { Session } from '../engine/session.js';
import { deviceFlags } from '../message/link-header.js';
import { writeVeth } from '../message/link-info/veth.js';
import { send } from './applier.js';
import { complete, flagsButUp, masterIndex, targetFd, type LinkEnd } from './new-links.js';
import type { LinkSettings } from '../message/link-set-message.js';
import { writeLinkAdd } from '../message/link-add-message.js';

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
  writeLinkAdd(writer, first.attributes, 'veth', {
    flags: deviceFlags(first.attributes),
    masterIndex: firstMaster,
    queues,
    writeData: (data) => {
      const place = { queues, targetFd: targetFd(second, first.namespace) };
      writeVeth(data, second.attributes, place, flagsButUp(second.attributes));
    },
  });
  send(first.namespace, writer, swapped);

  // Deleting either end deletes both, so each may clean up after the other.
  complete(session, second, laterSettings(second, secondMaster), second !== own);
  complete(session, first, undefined, first !== own);
}

function isEnslaved({ attributes }: LinkEnd): boolean {
  return attributes.master !== undefined || attributes.masterIndex !== undefined;
}

function laterSettings({ attributes: { up } }: LinkEnd, master: number | undefined): LinkSettings | undefined {
  if (master === undefined && up !== true) return undefined;
  return { ...(master === undefined ? {} : { masterIndex: master }), ...(up === undefined ? {} : { up }) };
}
