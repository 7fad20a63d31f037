import type { LinkState } from '../../state/network-state.js';
import type { NamespaceView } from './namespace-view.js';

/** A link at one point of the chain: one that is there already, or one that an earlier call made. */
export interface KnownLink {
  name: string;
  namespace: NamespaceView;
  /** As the kernel calls it; unknown for a link that is only named. */
  kind: string | undefined;
  /** Whether it is up at this point of the chain. */
  up: boolean | undefined;
  readonly altNames: string[];
  /** The text of the call that made it; absent for links that were there before. */
  addedBy?: string;
  /** As it was before the transaction; absent for links that the chain makes. */
  readonly state?: LinkState;
  /** The other end of a veth that the chain makes. */
  peer?: KnownLink;
  /** Links that the chain makes on it. */
  children?: KnownLink[];
  /** What the chain gave to the link is kept under it (`Chain.addresses`); assigned when first needed. */
  id?: number;
  /** The text of the call that asked for DHCP. */
  dhcp?: string;
}
