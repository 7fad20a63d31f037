import type { LinkAdd } from '@netloom/core';
import type { Session } from '../engine/session.js';
import { deviceFlags } from '../message/link-header.js';
import { writeVeth } from '../message/link-info/veth.js';
import { isOurs } from './is-ours.js';
import { complete, flagsButUp, isWhole, masterOf, targetFd, type LinkEnd } from './new-links.js';
import type { Outbox } from './outbox.js';
import { writeLinkAdd } from '../message/link-add-message.js';

/**
 * Makes both ends with one message. The kernel gives its first end all that is asked for, and its second neither a master
 * nor the up flag; so the end that has a master is made the first, and the second gets the rest by a message of its own.
 */
export function addVeth(operation: Extract<LinkAdd, { kind: 'veth' }>, session: Session, outbox: Outbox): void {
  const { peer, queues } = operation.data;
  const own: LinkEnd = { namespace: session.namespace(operation.namespace), attributes: operation };
  const other: LinkEnd = { namespace: session.namespace(peer.namespace), attributes: peer };
  const swapped = isEnslaved(other) && !isEnslaved(own);
  const first = swapped ? other : own;
  const second = swapped ? own : other;
  const firstMaster = masterOf(session, first);
  const secondMaster = masterOf(session, second);

  const rest = { up: second.attributes.up, masterIndex: secondMaster };
  // What follows is about the indexes alone, and must not be sent to links that had them before.
  const together = isOurs(first.namespace, first.attributes.ifindex) && isWhole(first) && isWhole(second, rest);
  outbox.post({ namespace: first.namespace, together, swapped }, (writer) =>
    writeLinkAdd(writer, first.attributes, 'veth', {
      flags: deviceFlags(first.attributes),
      masterIndex: firstMaster,
      queues,
      writeData: (data) => {
        const place = { queues, targetFd: targetFd(second, first.namespace) };
        writeVeth(data, second.attributes, place, flagsButUp(second.attributes));
      },
    }),
  );

  // Deleting either end deletes both, so each may clean up after the other.
  complete(second, session, outbox, { ...rest, isPeer: second !== own });
  complete(first, session, outbox, { isPeer: first !== own });
}

function isEnslaved({ attributes }: LinkEnd): boolean {
  return attributes.master !== undefined || attributes.masterIndex !== undefined;
}
