import type { Link } from '../link.js';
import { accepted, arrive, out, passOn, type Frame, type Next } from './frame.js';

/** Those that stand on a link as macvlan or macvtap. */
function macvlansOf({ children }: Link): Link[] {
  return [...children].filter(({ kind }) => kind === 'macvlan' || kind === 'macvtap');
}

/** Whom a link cannot talk to by itself: what stands on it. */
export function neverReached(link: Link): string[] {
  return macvlansOf(link).map((child) => strangers(child, link));
}

function strangers(child: Link, parent: Link): string {
  return `${child.name} and its parent ${parent.name} never talk to each other`;
}

/** What a macvlan sends goes to its siblings in bridge mode or out of the parent, never to it (`macvlan_queue_xmit()`). */
export function outOfMacvlan(link: Link, parent: Link, frame: Frame): Next {
  const siblings = macvlansOf(parent).filter((sibling) => sibling !== link);
  const inBridge = (sibling: Link): boolean => link.mode === 'bridge' && sibling.mode === 'bridge';
  const blocked = [strangers(link, parent)];
  for (const sibling of siblings) {
    if (inBridge(sibling)) continue;
    blocked.push(`${link.name} (${link.mode}) and ${sibling.name} (${sibling.mode}) do not talk to each other`);
  }
  if (frame.cast !== 'unicast') return passOn([...siblings.filter(inBridge).map(accepted), out(parent)], blocked);
  const known = siblings.some((sibling) => sibling.up && sibling.mac === frame.destination && inBridge(sibling));
  return passOn([known ? arrive(parent) : out(parent)], blocked);
}

/** A frame that arrives at a link with macvlans on it (`macvlan_handle_frame()`). `undefined`: there are none. */
export function intoParent(parent: Link, frame: Frame): Next | undefined {
  const children = macvlansOf(parent);
  if (children.length === 0) return undefined;
  const blocked = children
    .filter(({ mode }) => mode === 'source')
    .map(({ name }) => `${name} (source) takes nothing from senders that it does not list`);
  if (frame.cast === 'unicast') return { ...oneOf(children, frame), blocked };
  const sender = children.find(({ up, mac }) => up && mac === frame.source);
  const modes = modesThatHear(sender?.mode);
  if (sender !== undefined && modes === undefined) {
    // It came back from outside: nobody but the one that sent it gets it.
    return passOn([accepted(sender)], [`${sender.name} (${sender.mode}) does not talk to what is on ${parent.name}`]);
  }
  const hearers = children.filter((child) => child !== sender && modes?.includes(child.mode ?? '') === true);
  return { steps: hearers.map(accepted), taken: true, blocked };
}

/** Only who has the MAC gets a unicast frame, in passthru mode the only child whatever MAC it is for; else the parent. */
function oneOf(children: readonly Link[], { destination }: Frame): Next {
  const [first] = children;
  const child = first?.mode === 'passthru' ? first : children.find(({ up, mac }) => up && mac === destination);
  if (child === undefined || child.mode === 'source') return { steps: [], taken: true, blocked: [] };
  return passOn([accepted(child)]);
}

/** Children of which modes hear what is for a group or for all, by the mode of the child that it came from. */
function modesThatHear(sender: string | undefined): readonly string[] | undefined {
  if (sender === undefined) return ['private', 'vepa', 'passthru', 'bridge'];
  if (sender === 'vepa') return ['vepa', 'bridge'];
  // Those in bridge mode have heard it on its way out.
  return sender === 'bridge' ? ['vepa'] : undefined;
}
