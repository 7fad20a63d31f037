import type { BridgeData, JsonValue } from '@netloom/core';
import { pinMac } from '../effect/bridge-pin.js';
import { newLink } from '../effect/new-link.js';
import { KernelError } from '../kernel-error.js';
import type { Link } from '../link.js';
import type { LinkKindModel } from './link-kind-model.js';

/** What a bridge has when nothing else was asked for; times in hundredths of a second (ip-link(8)). */
const DEFAULTS: Required<Omit<BridgeData, 'vlanFiltering'>> = {
  stp: false,
  priority: 32768,
  forwardDelay: 1500,
  helloTime: 200,
  maxAge: 2000,
  ageingTime: 30000,
  multicastSnooping: true,
  groupForwardMask: 0,
};

/** Frames for these group addresses are never forwarded: bits 0 to 2 of the mask (IEEE 802.1D). */
const RESTRICTED_GROUPS = 0b111;

export const BRIDGE: LinkKindModel = {
  kind: 'bridge',
  flags: ['BROADCAST', 'MULTICAST'],
  mtu: { initial: 1500, min: 68, max: 65535 },
  txQueueLength: 1000,
  qdisc: 'noqueue',
  immutable: true,
  creatable: true,

  create(kernel, namespace, operation) {
    if (operation.kind !== 'bridge') throw new KernelError('EINVAL');
    const link = newLink(kernel, BRIDGE, namespace, operation);
    link.data = { ...DEFAULTS };
    try {
      applyData(link, { ...operation.data });
    } catch (error) {
      namespace.links.remove(link);
      throw error;
    }
    if (operation.mac !== undefined) pinMac(link);
    return link;
  },

  carrier: (link) => !link.carrierKnown || [...link.ports].some((port) => isForwarding(link, port)),
  picture: (link) => link.data,
  change: (_kernel, link, data) => applyData(link, data),
};

/** A port that frames pass: up with a carrier, and its bridge up. */
export function isForwarding(bridge: Link, port: Link): boolean {
  return bridge.up && port.up && port.carrier;
}

function applyData(link: Link, data: { readonly [option: string]: JsonValue | undefined }): void {
  if (data['vlanFiltering'] !== undefined) throw new KernelError('EOPNOTSUPP');
  const mask = data['groupForwardMask'];
  if (typeof mask === 'number' && (mask & RESTRICTED_GROUPS) !== 0) throw new KernelError('EINVAL');
  for (const [option, value] of Object.entries(data)) {
    if (value === undefined) continue;
    if (!(option in DEFAULTS)) throw new KernelError('EINVAL');
    link.data[option] = value;
  }
}
