import type { NamespaceRef, StateEvent } from '@netloom/core';
import { isHost } from '@netloom/core/driver';
import { Session } from '../engine/session.js';
import { readAddress } from '../message/address-message.js';
import { readNeighbour } from '../message/neighbour-message.js';
import { readLink, type RawLink } from '../message/read-link.js';
import { inNamespace } from '../namespace/enter.js';
import type { OpenNamespace } from '../namespace/open-namespace.js';
import { linkState } from '../read/link-state.js';
import { readNamespace } from '../read/read-state.js';
import { References, type ReadNamespace } from '../read/references.js';
import { readRoutes } from '../read/tables.js';
import { MulticastSocket } from '../socket/multicast-socket.js';
import {
  RTM_DELADDR,
  RTM_DELLINK,
  RTM_DELNEIGH,
  RTM_DELROUTE,
  RTM_NEWADDR,
  RTM_NEWLINK,
  RTM_NEWNEIGH,
  RTM_NEWROUTE,
  RTNLGRP_IPV4_IFADDR,
  RTNLGRP_IPV4_ROUTE,
  RTNLGRP_IPV6_IFADDR,
  RTNLGRP_IPV6_ROUTE,
  RTNLGRP_LINK,
  RTNLGRP_NEIGH,
} from '../wire/constant/rtm.js';
import type { MessageReader } from '../wire/message-reader.js';
import {
  addressKey,
  difference,
  emptyWatched,
  linkKey,
  neighbourKey,
  routeEvents,
  routesByKey,
  sameState,
  type Watched,
} from './difference.js';

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

/**
 * Tells of changes in one namespace. What the kernel says of links, addresses and neighbours is taken as it comes; routes
 * are read again, since the kernel does not tell of those that go with a link or an address, or are replaced. When it says
 * more than the queue holds all is read again, and the difference is told.
 *
 * The namespace lives on while it is watched.
 */
export class NamespaceWatch {
  readonly #ref: NamespaceRef;
  readonly #home: OpenNamespace;
  readonly #emit: (event: StateEvent) => void;
  readonly #socket: MulticastSocket;
  #buffer = FIRST_BUFFER;
  #links = new Map<number, RawLink>();
  #state: Watched = emptyWatched();

  /** @throws {@link SystemError} where there is no such namespace. */
  constructor(
    ref: NamespaceRef,
    home: OpenNamespace,
    emit: (event: StateEvent) => void,
    onError: (error: unknown) => void,
  ) {
    this.#ref = ref;
    this.#home = home;
    this.#emit = emit;
    const open = (): MulticastSocket => MulticastSocket.open(GROUPS, FIRST_BUFFER);
    this.#socket = this.#withSession((session) =>
      isHost(ref) ? open() : inNamespace(session.namespace(ref).fd, home.fd, open),
    );
    this.#socket.onReadable(() => {
      try {
        this.#hear();
      } catch (error) {
        onError(error);
      }
    });
    // Heard from before it is read: what changes meanwhile is told twice at worst, and sorted out then.
    this.#state = this.#withSession((session) => this.#read(session));
  }

  /** Tells of everything that is there now, as new. */
  introduce(): void {
    for (const event of difference(this.#ref, emptyWatched(), this.#state)) this.#emit(event);
  }

  close(): void {
    this.#socket.close();
  }

  #hear(): void {
    let overrun = false;
    let routesChanged = false;
    this.#withSession((session) => {
      for (let heard = this.#socket.receive(); heard !== undefined; heard = this.#socket.receive()) {
        if (heard === 'overrun') overrun = true;
        else if (!overrun) while (heard.next()) routesChanged = this.#hearOne(heard, session) || routesChanged;
      }
      if (overrun) this.#resync(session);
      else if (routesChanged) this.#readRoutes(session);
    });
  }

  /** Takes in one message; `true` where routes may have changed. */
  #hearOne(message: MessageReader, session: Session): boolean {
    const { type } = message;
    if (type === RTM_NEWLINK || type === RTM_DELLINK) return this.#hearLink(message, session);
    if (type === RTM_NEWADDR || type === RTM_DELADDR) {
      const address = readAddress(message, (ifindex) => this.#nameOf(ifindex));
      if (address === undefined) return false;
      const verb = put(this.#state.addresses, addressKey(address), type === RTM_NEWADDR ? address : undefined);
      if (verb !== undefined) this.#emit({ type: `address:${verb}`, namespace: this.#ref, address });
      return true;
    }
    if (type === RTM_NEWNEIGH || type === RTM_DELNEIGH) {
      const neighbour = readNeighbour(message, (ifindex) => this.#nameOf(ifindex));
      if (neighbour === undefined) return false;
      const verb = put(this.#state.neighbours, neighbourKey(neighbour), type === RTM_NEWNEIGH ? neighbour : undefined);
      if (verb !== undefined) this.#emit({ type: `neighbour:${verb}`, namespace: this.#ref, neighbour });
      return false;
    }
    return type === RTM_NEWROUTE || type === RTM_DELROUTE;
  }

  #hearLink(message: MessageReader, session: Session): boolean {
    const raw = readLink(message);
    if (raw === undefined) return false;
    const key = linkKey(raw);
    const old = this.#state.links.get(key);
    if (message.type === RTM_DELLINK) {
      this.#links.delete(raw.ifindex);
      if (put(this.#state.links, key, undefined) !== undefined && old !== undefined) {
        this.#emit({ type: 'link:deleted', namespace: this.#ref, link: old });
      }
      return true;
    }
    this.#links.set(raw.ifindex, raw);
    const from = this.#asRead();
    const link = linkState(raw, from, new References(session, [from]));
    const verb = put(this.#state.links, key, link);
    if (verb !== undefined) this.#emit({ type: `link:${verb}`, namespace: this.#ref, link });
    return old?.up !== link.up || old.operstate !== link.operstate || old.name !== link.name;
  }

  #resync(session: Session): void {
    this.#emit({ type: 'resync' });
    this.#buffer = Math.min(this.#buffer * 2, LARGEST_BUFFER);
    this.#socket.growBuffer(this.#buffer);
    const before = this.#state;
    this.#state = this.#read(session);
    for (const event of difference(this.#ref, before, this.#state)) this.#emit(event);
  }

  #readRoutes(session: Session): void {
    const routes = routesByKey(readRoutes(session.namespace(this.#ref), session, (ifindex) => this.#nameOf(ifindex)));
    const before = this.#state.routes;
    this.#state = { ...this.#state, routes };
    for (const event of routeEvents(this.#ref, before, routes)) this.#emit(event);
  }

  #read(session: Session): Watched {
    const read = readNamespace(this.#ref, [], session);
    if (read === undefined) return emptyWatched();
    const { links, addresses, routes, neighbours } = read.tables;
    this.#links = new Map(links);
    const references = new References(session, [read]);
    return {
      links: new Map([...links.values()].map((raw) => [linkKey(raw), linkState(raw, read, references)])),
      addresses: new Map(addresses.map((address) => [addressKey(address), address])),
      routes: routesByKey(routes),
      neighbours: new Map(neighbours.map((neighbour) => [neighbourKey(neighbour), neighbour])),
    };
  }

  /** What references are looked up from: the links as they are known now. */
  #asRead(): ReadNamespace {
    const tables = { links: this.#links, addresses: [], routes: [], rules: [], neighbours: [], fdb: [] };
    return { ref: this.#ref, identity: { inode: 0 }, tables, sysctls: {} };
  }

  #nameOf(ifindex: number): string {
    return this.#links.get(ifindex)?.name ?? `if${ifindex}`;
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

/** Puts a value into a table, or takes it away, and says what that changed. */
function put<T>(table: Map<string, T>, key: string, value: T | undefined): 'added' | 'changed' | 'deleted' | undefined {
  const old = table.get(key);
  if (value === undefined) return table.delete(key) ? 'deleted' : undefined;
  table.set(key, value);
  if (old === undefined) return 'added';
  return sameState(old, value) ? undefined : 'changed';
}
