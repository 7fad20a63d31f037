import type { NamespaceRef, StateEvent } from '@netloom/core';
import { isHost } from '@netloom/core/driver';
import { Session } from '../engine/session.js';
import { inNamespace } from '../namespace/enter.js';
import type { OpenNamespace } from '../namespace/open-namespace.js';
import { MulticastSocket } from '../socket/multicast-socket.js';
import {
  RTNLGRP_IPV4_IFADDR,
  RTNLGRP_IPV4_ROUTE,
  RTNLGRP_IPV6_IFADDR,
  RTNLGRP_IPV6_ROUTE,
  RTNLGRP_LINK,
  RTNLGRP_NEIGH,
} from '../wire/constant/rtm.js';
import { WatchedNamespace } from './watched-namespace.js';

const GROUPS = [
  RTNLGRP_LINK,
  RTNLGRP_NEIGH,
  RTNLGRP_IPV4_IFADDR,
  RTNLGRP_IPV4_ROUTE,
  RTNLGRP_IPV6_IFADDR,
  RTNLGRP_IPV6_ROUTE,
];

/** The queue at first, and at most. Each time that it runs over it is doubled. */
const FIRST_BUFFER = 1024 * 1024;
const LARGEST_BUFFER = 64 * 1024 * 1024;

/** What a watch is told, and what ends it. */
export interface WatchListener {
  emit(event: StateEvent): void;
  fail(error: unknown): void;
}

/**
 * Tells of changes in one namespace. What the kernel says of links, addresses and neighbours is taken as it comes; routes
 * are read again, since the kernel does not tell of those that go with a link or an address, or are replaced. When it says
 * more than the queue holds all is read again, and the difference is told.
 *
 * The namespace lives on while it is watched.
 */
export class NamespaceWatch {
  readonly #home: OpenNamespace;
  readonly #listener: WatchListener;
  readonly #socket: MulticastSocket;
  readonly #watched: WatchedNamespace;
  #buffer: number;

  /** @throws {@link SystemError} where there is no such namespace. */
  constructor(ref: NamespaceRef, home: OpenNamespace, listener: WatchListener, buffer: number = FIRST_BUFFER) {
    this.#home = home;
    this.#listener = listener;
    this.#buffer = buffer;
    this.#watched = new WatchedNamespace(ref, (event) => listener.emit(event));
    const open = (): MulticastSocket => MulticastSocket.open(GROUPS, buffer);
    this.#socket = this.#withSession((session) =>
      isHost(ref) ? open() : inNamespace(session.namespace(ref).fd, home.fd, open),
    );
    try {
      this.#socket.onReadable(() => this.#hear());
      // Heard from before it is read: what changes meanwhile is told twice at worst, and sorted out then.
      this.#withSession((session) => this.#watched.begin(session));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Tells of everything that is there now, as new. */
  introduce(): void {
    this.#watched.introduce();
  }

  close(): void {
    this.#socket.close();
  }

  #hear(): void {
    try {
      this.#withSession((session) => this.#takeAll(session));
    } catch (error) {
      this.#listener.fail(error);
    }
  }

  #takeAll(session: Session): void {
    let overrun = false;
    let routesChanged = false;
    for (let heard = this.#socket.receive(); heard !== undefined; heard = this.#socket.receive()) {
      if (heard === 'overrun') overrun = true;
      // What is still in the queue then is older than what is read after it.
      else if (!overrun) while (heard.next()) routesChanged = this.#watched.take(heard, session) || routesChanged;
    }
    if (overrun) this.#catchUp(session);
    else if (routesChanged) this.#watched.catchUpRoutes(session);
  }

  #catchUp(session: Session): void {
    this.#listener.emit({ type: 'resync' });
    this.#buffer = Math.min(this.#buffer * 2, LARGEST_BUFFER);
    this.#socket.growBuffer(this.#buffer);
    this.#watched.catchUp(session);
  }

  #withSession<T>(action: (session: Session) => T): T {
    const session = new Session(this.#home);
    try {
      return action(session);
    } finally {
      session.close();
    }
  }
}
