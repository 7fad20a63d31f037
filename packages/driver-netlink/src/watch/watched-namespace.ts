import type { NamespaceRef, StateEvent } from '@netloom/core';
import type { Session } from '../engine/session.js';
import { readAddress } from '../message/read-address.js';
import { readNeighbour } from '../message/neighbour-message.js';
import { readLink, type RawLink } from '../message/read-link.js';
import { linkState } from '../read/link-state.js';
import { askForeign } from '../read/ask-foreign.js';
import { readRoutes } from '../read/read-routes.js';
import { recordNamespace } from '../read/record-state.js';
import { References } from '../read/references.js';
import { StateDecoder, type ReadNamespace } from '../read/state-decoder.js';
import {
  RTM_DELADDR,
  RTM_DELLINK,
  RTM_DELNEIGH,
  RTM_DELROUTE,
  RTM_NEWADDR,
  RTM_NEWLINK,
  RTM_NEWNEIGH,
  RTM_NEWROUTE,
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

/** Tables that are watched, beside the links. */
const WATCHED = ['addresses', 'routes', 'neighbours'] as const;

/** What is known of a namespace while it is watched: takes in what the kernel says, and tells what that changed. */
export class WatchedNamespace {
  readonly #ref: NamespaceRef;
  readonly #emit: (event: StateEvent) => void;
  #links = new Map<number, RawLink>();
  #state: Watched = emptyWatched();

  constructor(ref: NamespaceRef, emit: (event: StateEvent) => void) {
    this.#ref = ref;
    this.#emit = emit;
  }

  /** Reads all, and tells nothing. */
  begin(session: Session): void {
    this.#state = this.#read(session);
  }

  /** Tells of everything that is there, as new. */
  introduce(): void {
    this.#tell(difference(this.#ref, emptyWatched(), this.#state));
  }

  /** Reads all again, and tells what differs. */
  catchUp(session: Session): void {
    const before = this.#state;
    this.#state = this.#read(session);
    this.#tell(difference(this.#ref, before, this.#state));
  }

  /** Reads the routes again, and tells what differs. */
  catchUpRoutes(session: Session): void {
    const routes = routesByKey(readRoutes(session.namespace(this.#ref), session, (ifindex) => this.#nameOf(ifindex)));
    const before = this.#state.routes;
    this.#state = { ...this.#state, routes };
    this.#tell(routeEvents(this.#ref, before, routes));
  }

  /** Takes in one message, and tells what it changed; `true` where routes may have changed. */
  take(message: MessageReader, session: Session): boolean {
    switch (message.type) {
      case RTM_NEWLINK:
        return this.#takeLink(message, session);
      case RTM_DELLINK:
        return this.#loseLink(message);
      case RTM_NEWADDR:
      case RTM_DELADDR:
        return this.#takeAddress(message);
      case RTM_NEWNEIGH:
      case RTM_DELNEIGH:
        return this.#takeNeighbour(message);
      default:
        return message.type === RTM_NEWROUTE || message.type === RTM_DELROUTE;
    }
  }

  #takeLink(message: MessageReader, session: Session): boolean {
    const raw = readLink(message);
    if (raw === undefined) return false;
    this.#links.set(raw.ifindex, raw);
    const old = this.#state.links.get(linkKey(raw));
    const from = this.#asRead();
    const link = linkState(raw, from, lookedUp(from, [raw], session));
    const verb = put(this.#state.links, linkKey(raw), link);
    if (verb !== undefined) this.#emit({ type: `link:${verb}`, namespace: this.#ref, link });
    return old?.up !== link.up || old.operstate !== link.operstate || old.name !== link.name;
  }

  #loseLink(message: MessageReader): boolean {
    const raw = readLink(message);
    if (raw === undefined) return false;
    this.#links.delete(raw.ifindex);
    const link = this.#state.links.get(linkKey(raw));
    if (link === undefined) return false;
    this.#state.links.delete(linkKey(raw));
    this.#emit({ type: 'link:deleted', namespace: this.#ref, link });
    return true;
  }

  #takeAddress(message: MessageReader): boolean {
    const address = readAddress(message, (ifindex) => this.#nameOf(ifindex));
    if (address === undefined) return false;
    const value = message.type === RTM_NEWADDR ? address : undefined;
    const verb = put(this.#state.addresses, addressKey(address), value);
    if (verb !== undefined) this.#emit({ type: `address:${verb}`, namespace: this.#ref, address });
    return true;
  }

  #takeNeighbour(message: MessageReader): false {
    const neighbour = readNeighbour(message, (ifindex) => this.#nameOf(ifindex));
    if (neighbour === undefined) return false;
    const value = message.type === RTM_NEWNEIGH ? neighbour : undefined;
    const verb = put(this.#state.neighbours, neighbourKey(neighbour), value);
    if (verb !== undefined) this.#emit({ type: `neighbour:${verb}`, namespace: this.#ref, neighbour });
    return false;
  }

  #tell(events: readonly StateEvent[]): void {
    for (const event of events) this.#emit(event);
  }

  #read(session: Session): Watched {
    const decoder = new StateDecoder();
    recordNamespace(this.#ref, { tables: WATCHED }, session, decoder);
    const [read] = decoder.namespaces;
    if (read === undefined) return emptyWatched();
    const { links, addresses, routes, neighbours } = read.tables;
    this.#links = new Map(links);
    const references = lookedUp(read, links.values(), session);
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
}

/** What links of a namespace refer to, with the kernel asked about those in others. */
function lookedUp(from: ReadNamespace, links: Iterable<RawLink>, session: Session): References {
  const references = new References([from]);
  for (const raw of links) references.expect(from, raw);
  references.learn(askForeign(references.question, session));
  return references;
}

/** Puts a value into a table, or takes it away, and says what that changed. */
function put<T>(table: Map<string, T>, key: string, value: T | undefined): 'added' | 'changed' | 'deleted' | undefined {
  const old = table.get(key);
  if (value === undefined) return table.delete(key) ? 'deleted' : undefined;
  table.set(key, value);
  if (old === undefined) return 'added';
  return sameState(old, value) ? undefined : 'changed';
}
