import { isForwarding } from '../kind/bridge.js';
import type { Link } from '../link.js';

/** A frame on its way: it leaves a link, or arrives at one. */
export interface Step {
  readonly link: Link;
  readonly direction: 'out' | 'in';
  readonly before: Step | undefined;
}

/** Where a frame can be next, and why it cannot be elsewhere. */
export interface Next {
  readonly steps: readonly Omit<Step, 'before'>[];
  readonly blocked: readonly string[];
}

const out = (link: Link): Omit<Step, 'before'> => ({ link, direction: 'out' });
const arrive = (link: Link): Omit<Step, 'before'> => ({ link, direction: 'in' });

/** Follows a frame one step through the links of the machine. */
export function nextSteps({ link, direction, before }: Step): Next {
  if (direction === 'in') return arriving(link);
  const { steps, blocked } = leaving(link);
  return before === undefined ? { steps, blocked: [...neverReached(link), ...blocked] } : { steps, blocked };
}

/** Whom a link cannot talk to by itself: what stands on it. */
function neverReached(link: Link): string[] {
  return [...link.children].filter(({ mode }) => mode !== undefined).map((child) => strangers(child, link));
}

function strangers(child: Link, parent: Link): string {
  return `${child.name} and its parent ${parent.name} never talk to each other`;
}

function leaving(link: Link): Next {
  if (!link.up) return { steps: [], blocked: [`${link.name} is down`] };
  if (!link.carrier) return { steps: [], blocked: [noCarrier(link)] };
  if (link.peer !== undefined) return { steps: [arrive(link.peer)], blocked: [] };
  if (link.isBridge) return flood(link, undefined);
  if (link.mode !== undefined && link.parent !== undefined) return leavingMacvlan(link, link.parent);
  return { steps: [], blocked: [] };
}

/** What a macvlan sends goes to its siblings in bridge mode and out of the parent, never to the parent itself. */
function leavingMacvlan(link: Link, parent: Link): Next {
  const steps = [out(parent)];
  const blocked = [strangers(link, parent)];
  for (const sibling of parent.children) {
    if (sibling === link || sibling.mode === undefined) continue;
    if (link.mode === 'bridge' && sibling.mode === 'bridge') steps.push(arrive(sibling));
    else blocked.push(`${link.name} (${link.mode}) and ${sibling.name} (${sibling.mode}) do not talk to each other`);
  }
  return { steps, blocked };
}

function arriving(link: Link): Next {
  if (!link.up) return { steps: [], blocked: [`${link.name} is down`] };
  if (link.master?.isBridge === true) return intoBridge(link, link.master);
  const steps: Omit<Step, 'before'>[] = [];
  const blocked: string[] = [];
  for (const child of link.children) {
    if (child.mode === undefined) continue;
    if (child.mode === 'source')
      blocked.push(`${child.name} (source) takes nothing from senders that it does not list`);
    else steps.push(arrive(child));
  }
  return { steps, blocked };
}

function intoBridge(port: Link, bridge: Link): Next {
  if (!isForwarding(bridge, port)) return { steps: [], blocked: [`the bridge ${bridge.name} is down`] };
  const flooded = flood(bridge, port);
  return { steps: [arrive(bridge), ...flooded.steps], blocked: flooded.blocked };
}

/** A bridge sends a frame out of every other port; between isolated ports nothing passes. */
function flood(bridge: Link, from: Link | undefined): Next {
  const steps: Omit<Step, 'before'>[] = [];
  const blocked: string[] = [];
  for (const port of bridge.ports) {
    if (port === from && port.port?.hairpin !== true) continue;
    if (from?.port?.isolated === true && port.port?.isolated === true && port !== from) {
      blocked.push(`${from.name} and ${port.name} are isolated ports of ${bridge.name}`);
    } else if (isForwarding(bridge, port)) steps.push(out(port));
    else blocked.push(`the port ${port.name} of ${bridge.name} is down`);
  }
  return { steps, blocked };
}

function noCarrier(link: Link): string {
  const below = link.peer ?? link.parent;
  const why = below === undefined ? '' : below.up ? `: ${below.name} has none` : `: ${below.name} is down`;
  return `${link.name} has no carrier${why}`;
}

/** A link that takes packets for its namespace: no bridge port, and no parent that a passthru child has taken over. */
export function takesPackets(link: Link): boolean {
  if (!link.up || link.master?.isBridge === true) return false;
  return ![...link.children].some((child) => child.mode === 'passthru' && child.up);
}
