import type { LinkAdd, MacvlanMode } from '@netloom/core';
import { checkMac } from '../effect/limits.js';
import { createLink, refuseExisting, registerLink } from '../effect/new-link.js';
import { KernelError } from '../kernel-error.js';
import type { KernelState } from '../kernel-state.js';
import type { Link } from '../link.js';
import type { NetworkNamespace } from '../network-namespace.js';
import type { LinkKindModel } from './link-kind-model.js';

const MODES: ReadonlySet<string> = new Set(['private', 'vepa', 'bridge', 'passthru', 'source']);

function isMacvlan(link: Link): boolean {
  return link.kind === 'macvlan' || link.kind === 'macvtap';
}

/** A macvlan on a macvlan stands on what that one stands on. */
function lowest(link: Link): Link {
  return isMacvlan(link) && link.parent !== undefined ? lowest(link.parent) : link;
}

/** macvlan and macvtap differ in nothing but what is done with their packets. */
function model(kind: 'macvlan' | 'macvtap', txQueueLength: number, qdisc: 'noqueue' | 'pfifo_fast'): LinkKindModel {
  const self: LinkKindModel = {
    kind,
    flags: ['BROADCAST', 'MULTICAST'],
    mtu: { initial: 1500, min: 68, max: 65535 },
    txQueueLength,
    qdisc,
    creatable: true,
    create: (kernel, namespace, operation) => create(self, kernel, namespace, operation),
    // What it was last told of its parent.
    carrier: (link) => link.carrier,
    open: refuseMacOfAnother,
    change(_kernel, link, data) {
      const mode = data['mode'];
      if (typeof mode === 'string') changeMode(link, mode);
    },
  };
  return self;
}

/** `macvlan_common_newlink()`, its checks in its order. */
function create(self: LinkKindModel, kernel: KernelState, namespace: NetworkNamespace, operation: LinkAdd): Link {
  if (operation.kind !== 'macvlan' && operation.kind !== 'macvtap') throw new KernelError('EINVAL');
  const { data } = operation;
  const parent = lowest(kernel.require(data.parentNamespace).links.require(data.parent, data.parentIndex));
  if (operation.mac !== undefined) checkMac(operation.mac);
  if (!MODES.has(data.mode)) throw new KernelError('EINVAL');
  refuseExisting(namespace, operation);
  const link = createLink(kernel, self, namespace, operation);
  if (operation.mtu !== undefined && operation.mtu > parent.mtu) throw new KernelError('EINVAL');
  link.mtu = operation.mtu ?? parent.mtu;
  if (parent.isLoopback) throw new KernelError('EINVAL');
  if (parent.master !== undefined) throw new KernelError('EBUSY');
  refuseCompany(parent, data.mode);
  if (data.mode === 'passthru') link.mac = parent.mac;
  registerLink(link);
  link.mode = data.mode;
  link.parent = parent;
  link.carrier = parent.carrier;
  kernel.carrierEvents.add(link);
  parent.children.add(link);
  return link;
}

/** In passthru mode a parent has one child only. */
function refuseCompany(parent: Link, mode: MacvlanMode): void {
  const others = [...parent.children].filter(isMacvlan);
  if (others.some((other) => other.mode === 'passthru')) throw new KernelError('EINVAL');
  if (mode === 'passthru' && others.length > 0) throw new KernelError('EINVAL');
}

function changeMode(link: Link, mode: string): void {
  if (mode === link.mode) return;
  if (!MODES.has(mode) || mode === 'passthru' || link.mode === 'passthru') throw new KernelError('EINVAL');
  link.mode = mode;
}

/** A sibling or the parent that has the same MAC keeps a macvlan down. */
function refuseMacOfAnother(link: Link): void {
  const { parent } = link;
  if (parent === undefined || link.mode === 'passthru') return;
  const taken = [...parent.children].some(
    (other) => other !== link && other.up && isMacvlan(other) && other.mac === link.mac,
  );
  if (taken || parent.mac === link.mac) throw new KernelError('EADDRINUSE');
}

export const MACVLAN: LinkKindModel = model('macvlan', 1000, 'noqueue');
export const MACVTAP: LinkKindModel = model('macvtap', 500, 'pfifo_fast');
