import type { BridgeData } from './bridge.js';
import type { MacvlanData } from './macvlan.js';
import type { VethData } from './veth.js';

/**
 * What a `link.add` carries for each kind of link, in its `data`. The interface is open: a package that brings a kind
 * adds its entry by declaration merging.
 *
 * @example
 *   declare module '@netloom/core' {
 *     interface LinkKinds {
 *       hsr: { ports: readonly [string, string] };
 *     }
 *   }
 */
export interface LinkKinds {
  veth: VethData;
  bridge: BridgeData;
  macvlan: MacvlanData;
  macvtap: MacvlanData;
}

export type LinkKindName = keyof LinkKinds;
