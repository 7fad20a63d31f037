import type { Session } from '../engine/session.js';
import { readNamespaceId, writeNamespaceIdGet } from '../message/namespace-id-message.js';
import type { RequestSocket } from '../socket/request-socket.js';
import { RTM_NEWNSID } from '../wire/constant/rtm.js';

/** The number by which the socket's namespace knows the one of the descriptor; nothing where it has none. */
export function namespaceNumber(socket: RequestSocket, fd: number, session: Session): number | undefined {
  const { writer } = session;
  writeNamespaceIdGet(writer, fd);
  let number: number | undefined;
  socket.ask(writer, (reader) => {
    if (reader.type === RTM_NEWNSID) number = readNamespaceId(reader);
  });
  return number;
}
