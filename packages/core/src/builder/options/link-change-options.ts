import type { BridgeData } from '../../link-kind/bridge.js';
import type { MacvlanMode } from '../../link-kind/macvlan.js';
import type { AddressGeneration } from '../../operation/link-operation.js';
import type { PortOptions } from '../../operation/port-options.js';
import type { Input } from '../../value/input.js';
import type { KnownName } from '../../value/known-name.js';

/** What `.link()` can change. `undefined` is "leave it", `null` takes away. `M` is the new name. */
export interface LinkChangeOptions<L extends string = never, M extends string = string> {
  /** The new name; after the call only this one is known. */
  readonly name?: M | undefined;
  readonly up?: boolean | undefined;
  /** 68 to 65535 bytes. */
  readonly mtu?: number | undefined;
  readonly mac?: string | undefined;
  /** The bridge to become a port of; `null` leaves the one that it is a port of. */
  readonly master?: KnownName<L> | null | undefined;
  /** At most 255 bytes; `null` takes it away. */
  readonly alias?: string | null | undefined;
  readonly addAltName?: string | undefined;
  readonly deleteAltName?: string | undefined;
  /** In packets. */
  readonly txQueueLength?: number | undefined;
  readonly group?: number | undefined;
  readonly promiscuous?: boolean | undefined;
  readonly allMulticast?: boolean | undefined;
  readonly multicast?: boolean | undefined;
  readonly arp?: boolean | undefined;
  /** How IPv6 link-local addresses are made. */
  readonly addressGeneration?: AddressGeneration | undefined;
  /** Options of the link as a bridge port. */
  readonly port?: Input<PortOptions> | undefined;
  /** Options of the link as a bridge. */
  readonly bridge?: Input<BridgeData> | undefined;
  /** The mode of a macvlan or macvtap; to and from `passthru` it cannot be changed. */
  readonly mode?: MacvlanMode | undefined;
}
