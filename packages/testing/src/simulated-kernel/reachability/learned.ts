import { formatAddress, type IpAddress } from '../ip/ip-address.js';
import type { Link } from '../link.js';

/** What bridges and hosts learn in the course of one packet's way and that of its answer; nothing is known before. */
export class Learned {
  readonly #ports = new Map<Link, Map<string, Link>>();
  readonly #neighbours = new Map<Link, Map<string, string>>();

  /** A MAC is behind the port that it was last seen at, unless that does not learn (`learning off`, bridge(8)). */
  seeAt(port: Link, bridge: Link, mac: string): void {
    if (port.port?.learning === false) return;
    const ports = this.#ports.get(bridge) ?? new Map<string, Link>();
    this.#ports.set(bridge, ports.set(mac, port));
  }

  portOf(bridge: Link, mac: string): Link | undefined {
    return this.#ports.get(bridge)?.get(mac);
  }

  /** Who answers a request knows from it the MAC of who asked (`neigh_event_ns()`). */
  meet(link: Link, neighbour: IpAddress, mac: string): void {
    const neighbours = this.#neighbours.get(link) ?? new Map<string, string>();
    this.#neighbours.set(link, neighbours.set(formatAddress(neighbour), mac));
  }

  macOf(link: Link, neighbour: IpAddress): string | undefined {
    return this.#neighbours.get(link)?.get(formatAddress(neighbour));
  }
}
