import type { FdbEntry } from '../fdb-table.js';
import { isForwarding } from '../kind/bridge.js';
import type { Link } from '../link.js';
import { accepted, arrive, out, passOn, stop, type Frame, type Next, type NextStep } from './frame.js';
import type { Learned } from './learned.js';

/** A frame that arrives at a port (`br_handle_frame_finish()`). */
export function intoBridge(port: Link, bridge: Link, frame: Frame, learned: Learned): Next {
  if (!isForwarding(bridge, port)) return stop(`the bridge ${bridge.name} is down`);
  if (!isOwn(bridge, frame.source)) learned.seeAt(port, bridge, frame.source);
  if (frame.cast !== 'unicast') {
    const flooded = flood(bridge, port, frame);
    return passOn([accepted(bridge), ...flooded.steps], flooded.blocked);
  }
  if (isOwn(bridge, frame.destination)) return passOn([accepted(bridge)]);
  const { steps, blocked } = forward(bridge, port, frame, learned);
  return passOn(isPromiscuous(bridge) ? [arrive(bridge), ...steps] : steps, blocked);
}

/** A frame that the bridge itself sends (`br_dev_xmit()`). */
export function outOfBridge(bridge: Link, frame: Frame, learned: Learned): Next {
  return frame.cast === 'unicast' ? forward(bridge, undefined, frame, learned) : flood(bridge, undefined, frame);
}

/** Out of the port that the MAC is behind; where that is not known, out of every port that takes such frames. */
function forward(bridge: Link, from: Link | undefined, frame: Frame, learned: Learned): Next {
  const port = learned.portOf(bridge, frame.destination) ?? entryFor(bridge, frame.destination);
  if (port === undefined) return flood(bridge, from, frame);
  const why = refusal(bridge, from, port);
  if (why === undefined) return passOn([out(port)]);
  return passOn([], why === '' ? [] : [why]);
}

function flood(bridge: Link, from: Link | undefined, frame: Frame): Next {
  const steps: NextStep[] = [];
  const blocked: string[] = [];
  for (const port of bridge.ports) {
    const why = refusal(bridge, from, port) ?? floodRefusal(bridge, from, port, frame);
    if (why === undefined) steps.push(out(port));
    else if (why !== '') blocked.push(why);
  }
  return passOn(steps, blocked);
}

/** Why a port does not send a frame (`should_deliver()`): nothing to say of it where the frame came in by it. */
function refusal(bridge: Link, from: Link | undefined, port: Link): string | undefined {
  if (port === from && port.port?.hairpin !== true) return '';
  if (!isForwarding(bridge, port)) return `the port ${port.name} of ${bridge.name} is down`;
  if (from?.port?.isolated === true && port.port?.isolated === true) {
    return `${from.name} and ${port.name} are isolated ports of ${bridge.name}`;
  }
  return undefined;
}

/** What the port is not flooded with (`br_flood()`); the bridge's own frames to groups and to all go out always. */
function floodRefusal(bridge: Link, from: Link | undefined, port: Link, { cast }: Frame): string | undefined {
  const { flood: unicast, multicastFlood, broadcastFlood } = port.port ?? {};
  const option = { unicast, multicast: multicastFlood, broadcast: broadcastFlood }[cast];
  if (option !== false || (from === undefined && cast !== 'unicast')) return undefined;
  return `the port ${port.name} of ${bridge.name} is not flooded with ${cast} frames`;
}

/** The port that a person or a program said a MAC is behind: until the MAC is seen at another (`br_fdb_update()`). */
function entryFor(bridge: Link, mac: string): Link | undefined {
  return [...bridge.ports].find((port) => hasEntry(port, 'static', mac));
}

/** The bridge takes for itself what is for its own MAC, for that of one of its ports, or for a permanent entry. */
function isOwn(bridge: Link, mac: string): boolean {
  return bridge.mac === mac || [...bridge.ports].some((port) => port.mac === mac || hasEntry(port, 'permanent', mac));
}

function hasEntry({ fdb }: Link, state: FdbEntry['state'], mac: string): boolean {
  return fdb.some((entry) => entry.owner === 'master' && entry.state === state && entry.mac === mac);
}

/** It hears everything: because it was told to, or for a macvlan on it, whose MAC it cannot filter by (IFF_UNICAST_FLT). */
function isPromiscuous({ promiscuous, children }: Link): boolean {
  return promiscuous || [...children].some(({ mode, up }) => mode !== undefined && up);
}
