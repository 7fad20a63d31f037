import type { NamespaceDelete, Outcome } from '@netloom/core';
import type { Session } from '../engine/session.js';
import { writeLinkDump } from '../message/dump-message.js';
import { writeLinkGet } from '../message/link-delete-message.js';
import { readLink } from '../message/read-link.js';
import { deleteNamespace } from '../namespace/named-namespace.js';
import { MulticastSocket } from '../socket/multicast-socket.js';
import { RTNLGRP_LINK } from '../wire/constant/rtm.js';
import { awaitDeleted, Departures } from './await-deleted.js';
import { DONE, NOT_RUN, outcomeOfError } from './outcome.js';
import { tiesToHost } from './ties-to-host.js';

const RECEIVE_BUFFER = 8 * 1024 * 1024;

/**
 * Removes namespaces, and waits until their links have left the host: the other ends of veths, whose names are free then,
 * and macvlans, whose addresses are. The kernel clears a namespace up after its name is gone, and only once nothing uses
 * it any more.
 */
export async function deleteNamespaces(
  operations: readonly NamespaceDelete[],
  session: Session,
): Promise<readonly Outcome[]> {
  const ties = operations.map(({ namespace }) => {
    session.forget(namespace);
    return tiesToHost(namespace, session);
  });
  const isTied = ties.some((tie) => tie !== undefined && tie.veths.length + tie.parents.length > 0);
  const socket = isTied ? MulticastSocket.open([RTNLGRP_LINK], RECEIVE_BUFFER) : undefined;
  try {
    const outcomes: Outcome[] = [];
    const departures = new Departures();
    for (const [index, operation] of operations.entries()) {
      const outcome = deleteOne(operation);
      outcomes.push(outcome);
      if (outcome.status !== 'done') break;
      const tie = ties[index];
      if (tie !== undefined) departures.expect(tie);
    }
    if (socket !== undefined && departures.count > 0) {
      await awaitDeleted(departures, socket, () => linksOnHost(session));
      awaitLock(session);
    }
    return operations.map((_, index) => outcomes[index] ?? NOT_RUN);
  } finally {
    socket?.close();
  }
}

function deleteOne(operation: NamespaceDelete): Outcome {
  try {
    deleteNamespace(operation.namespace);
    return DONE;
  } catch (error) {
    return outcomeOfError(error, operation);
  }
}

/** The kernel tells of it in the middle of its work, with its lock held; what needs that lock is answered at the end. */
function awaitLock(session: Session): void {
  const writer = session.writer;
  writeLinkGet(writer, 1);
  session.home.socket.ask(writer);
}

function linksOnHost(session: Session): ReadonlySet<number> {
  const writer = session.writer;
  writeLinkDump(writer);
  return new Set(session.home.socket.dump(writer, (reader) => readLink(reader)?.ifindex));
}
