import type { Link } from '../link.js';

/** What goes over the links: from one MAC to another, or to all. */
export interface Frame {
  readonly source: string;
  /** The MAC that a unicast frame is for. */
  readonly destination: string;
  readonly cast: 'unicast' | 'broadcast' | 'multicast';
}

/** A frame on its way: it leaves a link, or arrives at one. */
export interface Step {
  readonly link: Link;
  readonly direction: 'out' | 'in';
  /** The link takes the frame for its own, whatever MAC it is for: a bridge or a parent has decided so. */
  readonly accepted: boolean;
  readonly before: Step | undefined;
}

export type NextStep = Omit<Step, 'before'>;

/** Where a frame can be next, whether it stays where it arrived, and why it cannot be elsewhere. */
export interface Next {
  readonly steps: readonly NextStep[];
  readonly taken: boolean;
  readonly blocked: readonly string[];
}

export const out = (link: Link): NextStep => ({ link, direction: 'out', accepted: false });
export const arrive = (link: Link): NextStep => ({ link, direction: 'in', accepted: false });
export const accepted = (link: Link): NextStep => ({ link, direction: 'in', accepted: true });

export const passOn = (steps: readonly NextStep[], blocked: readonly string[] = []): Next => ({
  steps,
  taken: false,
  blocked,
});
export const stop = (why: string): Next => ({ steps: [], taken: false, blocked: [why] });
