import type { KernelState } from '../kernel-state.js';
import type { Link } from '../link.js';
import { announceChange } from './announce-change.js';

/**
 * Gives each link whose carrier has changed its operational state anew (net/core/link_watch.c). The kernel does it a moment
 * after what changed it, and does not do it again when only the links around have changed.
 */
export function runLinkWatch({ carrierEvents }: KernelState): void {
  for (const link of carrierEvents) {
    link.operstate = operstateOf(link);
    announceChange(link);
  }
  carrierEvents.clear();
}

/** RFC 2863 as `rfc2863_policy()` has it: without a carrier, the link below in the same namespace says why. */
function operstateOf(link: Link): string {
  if (link.carrier) return 'UP';
  const lower = link.peer ?? link.parent;
  if (lower === undefined || lower.ifindex === link.ifindex) return 'DOWN';
  const found = link.namespace.links.byIndex(lower.ifindex);
  return found === undefined || found.carrier ? 'DOWN' : 'LOWERLAYERDOWN';
}
