import type { BridgeData, JsonValue } from '@netloom/core';
import { refreshCarrier } from '../effect/carrier.js';
import { KernelError } from '../kernel-error.js';
import type { KernelState } from '../kernel-state.js';
import type { Link } from '../link.js';

/** What a bridge has when nothing else was asked for; times in hundredths of a second (ip-link(8)). */
export const BRIDGE_DEFAULTS: Required<BridgeData> = {
  stp: false,
  priority: 32768,
  forwardDelay: 1500,
  helloTime: 200,
  maxAge: 2000,
  ageingTime: 30000,
  vlanFiltering: false,
  multicastSnooping: true,
  groupForwardMask: 0,
};

/** Limits of br_stp.c: `[least, most]`; the delay's hold only under the spanning tree protocol. */
const FORWARD_DELAY = [200, 3000] as const;
const HELLO_TIME = [100, 1000] as const;
const MAX_AGE = [600, 4000] as const;

/** Frames for these group addresses are never forwarded: bits 0 to 2 of the mask (BR_GROUPFWD_RESTRICTED). */
const RESTRICTED_GROUPS = 0b111;

/** Jiffies in a hundredth of a second: the kernel keeps times in steps of 4 ms (CONFIG_HZ=250). */
const JIFFIES = 2.5;

type Options = { readonly [option: string]: JsonValue | undefined };

/** Sets options of a bridge one after another, in the order of `br_changelink()`; the first that fails ends it. */
export function setBridgeOptions(kernel: KernelState, link: Link, options: Options): void {
  for (const option of Object.keys(options)) {
    if (!Object.hasOwn(BRIDGE_DEFAULTS, option)) throw new KernelError('EINVAL', undefined, option);
  }
  time(link, options, 'forwardDelay', link.data['stp'] === true ? FORWARD_DELAY : undefined);
  time(link, options, 'helloTime', HELLO_TIME);
  time(link, options, 'maxAge', MAX_AGE);
  time(link, options, 'ageingTime', undefined);
  if (options['stp'] === true && link.data['stp'] !== true) {
    startSpanningTree(link);
    selectPortStates(kernel, link);
  }
  if (options['stp'] === false) link.data['stp'] = false;
  plain(link, options, 'priority');
  if (options['priority'] !== undefined) selectPortStates(kernel, link);
  if (options['vlanFiltering'] !== undefined) {
    if (!kernel.features.vlanFiltering) throw new KernelError('EOPNOTSUPP', undefined, 'vlanFiltering');
    plain(link, options, 'vlanFiltering');
  }
  const mask = options['groupForwardMask'];
  if (typeof mask === 'number' && (mask & RESTRICTED_GROUPS) !== 0) {
    throw new KernelError('EINVAL', undefined, 'groupForwardMask');
  }
  plain(link, options, 'groupForwardMask');
  plain(link, options, 'multicastSnooping');
}

function plain(link: Link, options: Options, option: string): void {
  const value = options[option];
  if (value !== undefined) link.data[option] = value;
}

function time(link: Link, options: Options, option: string, limits: readonly [number, number] | undefined): void {
  const value = options[option];
  if (typeof value !== 'number') return;
  if (limits !== undefined && (value < limits[0] || value > limits[1])) {
    throw new KernelError('ERANGE', undefined, option);
  }
  link.data[option] = Math.floor(Math.floor(value * JIFFIES) / JIFFIES);
}

/** `br_port_state_selection()`: from now on the carrier is that of the ports. */
function selectPortStates(kernel: KernelState, link: Link): void {
  link.followsPorts = true;
  refreshCarrier(kernel, link);
}

/** `br_stp_start()` brings the delay within what the protocol allows. */
function startSpanningTree(link: Link): void {
  link.data['stp'] = true;
  const delay = Number(link.data['forwardDelay']);
  link.data['forwardDelay'] = Math.min(Math.max(delay, FORWARD_DELAY[0]), FORWARD_DELAY[1]);
}
