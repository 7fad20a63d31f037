import { readLink } from '../message/read-link.js';
import type { MulticastSocket } from '../socket/multicast-socket.js';
import { RTM_DELLINK } from '../wire/constant/rtm.js';

/** The kernel clears many namespaces up one after another; when nothing has gone for so long, nothing more will. */
const IDLE_MS = 1000;

/**
 * Waits until the links of the indexes are gone, as the socket, a member of the link group, hears it; or until none has
 * gone for a second. `present` says which links there are, for when the socket lost something.
 */
export function awaitDeleted(
  awaited: Set<number>,
  socket: MulticastSocket,
  present: () => ReadonlySet<number>,
): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const idle = setTimeout(resolve, IDLE_MS);
    const hear = (): void => {
      const before = awaited.size;
      for (let heard = socket.receive(); heard !== undefined; heard = socket.receive()) {
        if (heard === 'overrun') forget(awaited, present());
        else while (heard.next()) if (heard.type === RTM_DELLINK) awaited.delete(readLink(heard)?.ifindex ?? 0);
      }
      if (awaited.size < before) idle.refresh();
      if (awaited.size > 0) return;
      clearTimeout(idle);
      resolve();
    };
    socket.onReadable(() => {
      try {
        hear();
      } catch (error) {
        clearTimeout(idle);
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    hear();
  });
}

function forget(awaited: Set<number>, present: ReadonlySet<number>): void {
  for (const index of awaited) if (!present.has(index)) awaited.delete(index);
}
