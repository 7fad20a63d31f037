import type { LinkChanges, LinkSet } from '@netloom/core';
import { setDown, setUp } from '../effect/admin-state.js';
import { announceChange } from '../effect/announce-change.js';
import { setArp } from '../effect/arp.js';
import { setMac } from '../effect/mac.js';
import { setMaster } from '../effect/master.js';
import { moveLink } from '../effect/move.js';
import { setMtu } from '../effect/mtu.js';
import { renameLink } from '../effect/rename.js';
import { KernelError } from '../kernel-error.js';
import type { KernelState } from '../kernel-state.js';
import { setPortOptions } from '../kind/port-options.js';
import { checkAltName } from '../link-name.js';
import type { Link } from '../link.js';

type Change = (kernel: KernelState, link: Link, changes: LinkChanges, kind: string | undefined) => void;

/**
 * `do_setlink()` makes its changes one after another, in this order, and stops at the first that fails: those before it
 * stay made.
 */
const CHANGES: readonly Change[] = [move, mac, mtu, names, plain, flags, master, ofKind, asPort, announce];

/** `ip link set …`. */
export function setLink(kernel: KernelState, operation: LinkSet): void {
  const link = kernel.require(operation.namespace).links.require(operation.name, operation.ifindex);
  for (const change of CHANGES) change(kernel, link, operation.changes, operation.kind);
}

function move(kernel: KernelState, link: Link, { namespace, namespaceIndex }: LinkChanges): void {
  if (namespace === undefined) return;
  moveLink(kernel, link, kernel.require(namespace), link.name, namespaceIndex);
}

function mac(kernel: KernelState, link: Link, changes: LinkChanges): void {
  if (changes.mac !== undefined) setMac(kernel, link, changes.mac);
}

function mtu(kernel: KernelState, link: Link, changes: LinkChanges): void {
  if (changes.mtu !== undefined) setMtu(kernel, link, changes.mtu);
}

function names(_kernel: KernelState, link: Link, { name, alias, addAltName, deleteAltName }: LinkChanges): void {
  if (name !== undefined) renameLink(link, name);
  if (alias !== undefined) link.alias = alias === null || alias === '' ? undefined : alias;
  if (addAltName !== undefined) {
    checkAltName(link.namespace.links, addAltName);
    link.namespace.links.addAltName(link, addAltName);
  }
  if (deleteAltName !== undefined) removeAltName(link, deleteAltName);
}

/** `netdev_name_node_alt_destroy()`: the name of another link, and a link's own first one, are not its to delete. */
function removeAltName(link: Link, altName: string): void {
  const { links } = link.namespace;
  if (links.byName(altName) === undefined) throw new KernelError('ENOENT', undefined, 'deleteAltName');
  if (!link.altNames.has(altName)) throw new KernelError('EINVAL', undefined, 'deleteAltName');
  links.deleteAltName(link, altName);
}

function plain(_kernel: KernelState, link: Link, { txQueueLength, group, addressGeneration }: LinkChanges): void {
  if (txQueueLength !== undefined) link.txQueueLength = txQueueLength;
  if (group !== undefined) link.group = group;
  if (addressGeneration === undefined) return;
  if (!link.hasIpv6) throw new KernelError('EAFNOSUPPORT', undefined, 'addressGeneration');
  link.addressGeneration = addressGeneration;
}

function flags(kernel: KernelState, link: Link, changes: LinkChanges): void {
  if (changes.promiscuous !== undefined) link.promiscuous = changes.promiscuous;
  if (changes.allMulticast !== undefined) link.allMulticast = changes.allMulticast;
  if (changes.multicast !== undefined) setMulticast(link, changes.multicast);
  if (changes.arp !== undefined) setArp(kernel, link, changes.arp);
  if (changes.up === true) setUp(kernel, link);
  if (changes.up === false) setDown(kernel, link);
}

/** Everybody is told of a flag that is another than it was (`__dev_notify_flags()`). */
function setMulticast(link: Link, multicast: boolean): void {
  if (link.multicast === multicast) return;
  link.multicast = multicast;
  announceChange(link);
}

function master(kernel: KernelState, link: Link, changes: LinkChanges): void {
  if (changes.master === null) setMaster(kernel, link, null);
  else if (changes.master !== undefined || changes.masterIndex !== undefined) {
    setMaster(kernel, link, link.namespace.links.require(changes.master, changes.masterIndex));
  }
}

function ofKind(kernel: KernelState, link: Link, { data }: LinkChanges, kind: string | undefined): void {
  if (data === undefined) return;
  if (link.model.change === undefined || (kind !== undefined && kind !== link.kind))
    throw new KernelError('EOPNOTSUPP', undefined, 'data');
  link.model.change(kernel, link, data);
}

/** Changes that everybody is told of (DO_SETLINK_NOTIFY); others have events of their own. */
const ANNOUNCED = ['alias', 'group', 'addressGeneration', 'addAltName', 'deleteAltName', 'data', 'port'] as const;

function announce(_kernel: KernelState, link: Link, changes: LinkChanges): void {
  if (ANNOUNCED.some((change) => changes[change] !== undefined)) announceChange(link);
}

function asPort(_kernel: KernelState, link: Link, { port }: LinkChanges): void {
  if (port !== undefined) setPortOptions(link, port);
}
