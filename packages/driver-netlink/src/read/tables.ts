import type { AddressState, FdbState, NeighbourState, RouteState, RuleState } from '@netloom/core';
import { readFdb } from '../message/fdb-message.js';
import { readNeighbour } from '../message/neighbour-message.js';
import { readAddress } from '../message/read-address.js';
import { readLink, type RawLink } from '../message/read-link.js';
import { readRoute } from '../message/read-route.js';
import { readRule } from '../message/rule-message.js';
import { RTM_NEWADDR, RTM_NEWLINK, RTM_NEWNEIGH, RTM_NEWROUTE, RTM_NEWRULE } from '../wire/constant/rtm.js';
import type { MessageReader } from '../wire/message-reader.js';
import type { DumpName } from './dumps.js';

/** All that one namespace's tables hold, links by their index. */
export interface Tables {
  readonly links: ReadonlyMap<number, RawLink>;
  readonly addresses: readonly AddressState[];
  readonly routes: readonly RouteState[];
  readonly rules: readonly RuleState[];
  readonly neighbours: readonly NeighbourState[];
  readonly fdb: readonly FdbState[];
}

type LinkName = (ifindex: number) => string;
type Decode<T> = (reader: MessageReader, linkName: LinkName) => T | undefined;

/** The rows that one dump gives. */
class Rows<T> {
  readonly #type: number;
  readonly #decode: Decode<T>;
  rows: T[] = [];

  constructor(type: number, decode: Decode<T>) {
    this.#type = type;
    this.#decode = decode;
  }

  begin(): void {
    this.rows = [];
  }

  take(messages: MessageReader, linkName: LinkName): void {
    while (messages.next()) {
      const row = messages.type === this.#type ? this.#decode(messages, linkName) : undefined;
      if (row !== undefined) this.rows.push(row);
    }
  }
}

/** Makes the tables of one namespace from its dumps. */
export class TableDecoder {
  readonly #dumps = {
    links: new Rows(RTM_NEWLINK, readLink),
    addresses: new Rows(RTM_NEWADDR, readAddress),
    'routes of IPv4': new Rows(RTM_NEWROUTE, readRoute),
    'routes of IPv6': new Rows(RTM_NEWROUTE, readRoute),
    'rules of IPv4': new Rows(RTM_NEWRULE, readRule),
    'rules of IPv6': new Rows(RTM_NEWRULE, readRule),
    neighbours: new Rows(RTM_NEWNEIGH, readNeighbour),
    proxies: new Rows(RTM_NEWNEIGH, readNeighbour),
    fdb: new Rows(RTM_NEWNEIGH, readFdb),
  } satisfies { readonly [D in DumpName]: Rows<unknown> };
  #current: DumpName = 'links';
  #links: ReadonlyMap<number, RawLink> | undefined;

  begin(dump: DumpName): void {
    this.#current = dump;
    if (dump === 'links') this.#links = undefined;
    this.#dumps[dump].begin();
  }

  take(messages: MessageReader): void {
    this.#dumps[this.#current].take(messages, this.#linkName);
  }

  tables(): Tables {
    const dumps = this.#dumps;
    return {
      links: this.#named(),
      // The kernel gives all of IPv4 first; here they stand link by link.
      addresses: dumps.addresses.rows.toSorted((a, b) => a.ifindex - b.ifindex),
      routes: [...dumps['routes of IPv4'].rows, ...dumps['routes of IPv6'].rows],
      rules: [...dumps['rules of IPv4'].rows, ...dumps['rules of IPv6'].rows],
      neighbours: [...dumps.neighbours.rows, ...dumps.proxies.rows],
      fdb: dumps.fdb.rows,
    };
  }

  /** A link that came while the tables were read has no name here yet; `ip` writes it so as well. */
  readonly #linkName = (ifindex: number): string => this.#named().get(ifindex)?.name ?? `if${ifindex}`;

  #named(): ReadonlyMap<number, RawLink> {
    this.#links ??= new Map(this.#dumps.links.rows.map((link) => [link.ifindex, link]));
    return this.#links;
  }
}
