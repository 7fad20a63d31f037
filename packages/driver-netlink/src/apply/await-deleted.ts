import { LINK_HEADER_LENGTH } from '../message/link-header.js';
import { readLink } from '../message/read-link.js';
import type { MulticastSocket } from '../socket/multicast-socket.js';
import { RTM_DELLINK, RTM_NEWLINK } from '../wire/constant/rtm.js';
import type { MessageReader } from '../wire/message-reader.js';
import type { TiesToHost } from './ties-to-host.js';

/** The kernel clears many namespaces up one after another; when nothing has gone for so long, nothing more will. */
const IDLE_MS = 1000;

/** What is to be gone from the host before the work goes on. */
export class Departures {
  readonly #veths = new Set<number>();
  /** How many links are still to let go of each parent. */
  readonly #children = new Map<number, number>();

  expect({ veths, parents }: TiesToHost): void {
    for (const index of veths) this.#veths.add(index);
    for (const index of parents) this.#children.set(index, (this.#children.get(index) ?? 0) + 1);
  }

  get count(): number {
    return this.#veths.size + this.#children.size;
  }

  /**
   * Hears a message of the link group; whether something has gone. A veth's end is deleted. That a macvlan lets go of its
   * parent is told as a change of the parent in which no flag has changed (NETDEV_CHANGEUPPER in rtnetlink_event()).
   */
  hear(message: MessageReader): boolean {
    if (message.type === RTM_DELLINK) return this.#veths.delete(readLink(message)?.ifindex ?? 0);
    if (message.type !== RTM_NEWLINK) return false;
    message.fixedPart(LINK_HEADER_LENGTH);
    const parent = message.u32(4);
    const left = this.#children.get(parent);
    if (left === undefined || message.u32(12) !== 0) return false;
    if (left > 1) this.#children.set(parent, left - 1);
    else this.#children.delete(parent);
    return true;
  }

  /** Messages were lost: what is not there has gone. Links that let go cannot be told any more. */
  catchUp(present: ReadonlySet<number>): void {
    for (const index of this.#veths) if (!present.has(index)) this.#veths.delete(index);
    this.#children.clear();
  }
}

/**
 * Waits until all is gone, as the socket, a member of the link group, hears it; or until nothing has gone for a second.
 * `present` says which links there are, for when the socket lost something.
 */
export function awaitDeleted(
  departures: Departures,
  socket: MulticastSocket,
  present: () => ReadonlySet<number>,
): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const idle = setTimeout(resolve, IDLE_MS);
    const hear = (): void => {
      let hasGone = false;
      for (let heard = socket.receive(); heard !== undefined; heard = socket.receive()) {
        if (heard === 'overrun') departures.catchUp(present());
        else while (heard.next()) hasGone = departures.hear(heard) || hasGone;
      }
      if (hasGone) idle.refresh();
      if (departures.count > 0) return;
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
