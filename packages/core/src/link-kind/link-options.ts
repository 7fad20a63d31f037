import type { PortOptions } from '../operation/port-options.js';
import type { Input } from '../value/input.js';
import type { KnownName } from '../value/known-name.js';

/** A real DHCP client is run in the link's namespace; the lease is given back on rollback and undo. */
export interface DhcpOptions {
  /** Which client to run; the first that is installed, in this order, unless told otherwise. */
  readonly client?: 'udhcpc' | 'dhcpcd' | 'dhclient' | undefined;
  /** Milliseconds to wait for the lease; 10000 unless told otherwise. */
  readonly timeoutMs?: number | undefined;
}

/** What a link of any kind can be given when it is made. `L` are names of links that `master` may mean. */
export interface LinkOptions<L extends string = never> {
  /** One or more addresses with prefix length: `10.0.0.1/24`, `fd00::1/64`. */
  readonly address?: string | readonly string[] | undefined;
  /** Hardware address, as in `02:00:00:00:00:01`; the kernel chooses one unless told otherwise. */
  readonly mac?: string | undefined;
  /** Largest packet, 68 to 65535 bytes; under 1280 the kernel takes IPv6 off the link. */
  readonly mtu?: number | undefined;
  /** Administratively up; `true` unless told otherwise. */
  readonly up?: boolean | undefined;
  /** The bridge that it becomes a port of, looked up in the namespace that the link lands in. */
  readonly master?: KnownName<L> | undefined;
  /** Free text kept with the link, at most 255 bytes. */
  readonly alias?: string | undefined;
  /** Further names, each at most 127 bytes. */
  readonly altNames?: readonly string[] | undefined;
  /** `true` has a DHCP client acquire an address, as `.dhcp(name)` does. */
  readonly dhcp?: boolean | DhcpOptions | undefined;
  /** Length of the transmit queue, in packets. */
  readonly txQueueLength?: number | undefined;
  /** Device group, by number: `ip link set group N …` changes all links of a group. */
  readonly group?: number | undefined;
  readonly promiscuous?: boolean | undefined;
  readonly allMulticast?: boolean | undefined;
  readonly multicast?: boolean | undefined;
  readonly arp?: boolean | undefined;
  /** Options as a port of `master`: `bridge link set …`. */
  readonly port?: Input<PortOptions> | undefined;
}
