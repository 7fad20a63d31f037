import type { Link } from '../link.js';
import { accepted, arrive, out, passOn, stop, type Frame, type Next, type Step } from './frame.js';
import type { Learned } from './learned.js';
import { intoBridge, outOfBridge } from './through-bridge.js';
import { intoParent, neverReached, outOfMacvlan } from './through-macvlan.js';

/** Follows a frame one step through the links of the machine. */
export function nextSteps({ link, direction, before }: Step, frame: Frame, learned: Learned): Next {
  if (!link.up) return stop(`${link.name} is down`);
  if (direction === 'in') return arriving(link, frame, learned);
  const next = leaving(link, frame, learned);
  return before === undefined ? { ...next, blocked: [...neverReached(link), ...next.blocked] } : next;
}

function leaving(link: Link, frame: Frame, learned: Learned): Next {
  if (!link.carrier) return stop(noCarrier(link));
  if (link.peer !== undefined) return passOn([arrive(link.peer)]);
  if (link.isBridge) return outOfBridge(link, frame, learned);
  if (link.mode === undefined || link.parent === undefined) return passOn([]);
  return isIpvlan(link) ? passOn([out(link.parent)]) : outOfMacvlan(link, link.parent, frame);
}

/** A bridge takes all that arrives at its ports; so does what stands on a link, of what is for it. */
function arriving(link: Link, frame: Frame, learned: Learned): Next {
  if (link.master?.isBridge === true) return intoBridge(link, link.master, frame, learned);
  const macvlans = intoParent(link, frame);
  if (macvlans !== undefined) return macvlans;
  return { steps: [...link.children].filter(isIpvlan).map(accepted), taken: true, blocked: [] };
}

/** It shares the MAC of its parent, and which of them a packet is for is told by its address. */
function isIpvlan({ kind }: Link): boolean {
  return kind === 'ipvlan';
}

function noCarrier(link: Link): string {
  const below = link.peer ?? link.parent;
  const why = below === undefined ? '' : below.up ? `: ${below.name} has none` : `: ${below.name} is down`;
  return `${link.name} has no carrier${why}`;
}
