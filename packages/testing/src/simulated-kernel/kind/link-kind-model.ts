import type { JsonValue, LinkAdd } from '@netloom/core';
import type { KernelState } from '../kernel-state.js';
import type { Link } from '../link.js';
import type { NetworkNamespace } from '../network-namespace.js';

/** How links of one kind behave. One file a kind; `link-kind-models.ts` lists them. */
export interface LinkKindModel {
  readonly kind: string;
  /** Flags that every link of the kind has, in the order in which `ip` prints them. */
  readonly flags: readonly string[];
  /** A `max` of 0: anything goes, as for lo. */
  readonly mtu: { readonly initial: number; readonly min: number; readonly max: number };
  readonly txQueueLength: number;
  /** The queueing discipline that the link gets when it is first up. */
  readonly qdisc: 'noqueue' | 'pfifo_fast';
  /** The link belongs to its namespace and cannot leave it. */
  readonly immutable?: boolean;
  /** The kernel makes such links by `link.add`. */
  readonly creatable: boolean;

  /** Makes the link, and its peer where there is one, without registering anything that must be undone by hand. */
  create?(kernel: KernelState, namespace: NetworkNamespace, operation: LinkAdd): Link;
  /** Whether the driver has a carrier now. Absent: always, and no event ever tells so. */
  carrier?(link: Link): boolean;
  /** May refuse to go up. */
  open?(link: Link): void;
  /** Options for the picture, beside the kind's own `mode`. */
  picture?(link: Link): { readonly [option: string]: JsonValue };
  /** Changes options in place. Absent: the kind has none that can be changed. */
  change?(kernel: KernelState, link: Link, data: { readonly [option: string]: JsonValue }): void;
}
