import type { NamespaceDelete, Outcome } from '@netloom/core';
import type { Session } from '../engine/session.js';
import { writeLinkDump } from '../message/dump-message.js';
import { readLink } from '../message/read-link.js';
import { deleteNamespace } from '../namespace/named-namespace.js';
import { MulticastSocket } from '../socket/multicast-socket.js';
import { RTNLGRP_LINK } from '../wire/constant/rtm.js';
import { awaitDeleted } from './await-deleted.js';
import { hostEnds } from './host-ends.js';
import { DONE, NOT_RUN, outcomeOfError } from './outcome.js';

const RECEIVE_BUFFER = 8 * 1024 * 1024;

/**
 * Removes namespaces, and waits until the host's ends of their links are gone, whose names and addresses are free then:
 * the kernel clears a namespace up after its name is gone, and only once nothing uses it any more.
 */
export async function deleteNamespaces(
  operations: readonly NamespaceDelete[],
  session: Session,
): Promise<readonly Outcome[]> {
  const names = operations.map(({ namespace }) => namespace);
  for (const name of names) session.forget(name);
  const ends = hostEnds(names, session);
  const socket = ends.size === 0 ? undefined : MulticastSocket.open([RTNLGRP_LINK], RECEIVE_BUFFER);
  try {
    const outcomes: Outcome[] = [];
    const awaited = new Set<number>();
    for (const operation of operations) {
      const outcome = deleteOne(operation);
      outcomes.push(outcome);
      if (outcome.status !== 'done') break;
      for (const index of ends.get(operation.namespace) ?? []) awaited.add(index);
    }
    if (socket !== undefined && awaited.size > 0) await awaitDeleted(awaited, socket, () => linksOnHost(session));
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

function linksOnHost(session: Session): ReadonlySet<number> {
  const writer = session.writer;
  writeLinkDump(writer);
  return new Set(session.home.socket.dump(writer, (reader) => readLink(reader)?.ifindex));
}
