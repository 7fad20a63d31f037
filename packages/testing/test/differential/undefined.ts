import type { BridgeData, KernelOperation, LinkState, NeighbourState, RouteState } from '@netloom/core';
import type { Found } from './scene.js';

// What operations and comparisons leave out because the real kernel does not decide it either: it hangs on chance, or on when it is asked.

/** A link-local address made of a MAC that the kernel chose: no two kernels choose the same. */
export function isOfChosenMac(address: string): boolean {
  return address.startsWith('fe80::') && !/^fe80::(?:400:ff:fe00:)?[0-9]{0,2}\//.test(address);
}

/**
 * Under the spanning tree protocol a port forwards after twice the delay, 30 s unless less is said, and only by then the
 * bridge has a carrier. With the least that there is the case waits for 4 s.
 */
export function withShortDelay<T extends BridgeData>(data: T): T {
  return data.stp === true ? { ...data, forwardDelay: 200 } : data;
}

/**
 * Routes that the kernel makes for every link, such as that for multicast, are deleted by their link: which of them is the
 * first hangs on whose carrier was found first.
 */
export function needsDev(key: string, { family, protocol }: RouteState): boolean {
  return key === 'dev' && family === 'inet6' && protocol === 'kernel';
}

/**
 * An IPv6 address that is given a lifetime later: the kernel sets its prefix route to end at that many ticks after the
 * machine was started, not after now (`modify_prefix_route()`), so that it is gone when the next 30 s are over, or not.
 */
export function withoutLifetime(operation: KernelOperation): KernelOperation {
  if (operation.op !== 'address.replace' || operation.family !== 'inet6') return operation;
  const { validLifetime: _valid, preferredLifetime: _preferred, ...rest } = operation;
  return rest;
}

/**
 * Why a link has no carrier is found out a moment after it lost it, and not again when only the links around change. Whether
 * one that was moved meanwhile finds the link below it, nobody knows. A bridge that never lost its carrier is UNKNOWN or UP,
 * by which of two of its ports' events was first.
 */
export function certainOperstate({ kind, operstate }: LinkState): string {
  if (kind === 'bridge') return operstate.replace('UNKNOWN', 'UP');
  return operstate.replace('LOWERLAYERDOWN', 'DOWN');
}

/**
 * What a carrier brings that comes or goes, it brings a moment later (net/core/link_watch.c): a link-local address, the end
 * of what was said of neighbours. So does an IPv6 address, whose own route comes when duplicate address detection is over,
 * and `arp`, which begins it anew (`addrconf_dad_work()`). Whether that moment is before the next operation, nobody knows, so
 * that is waited for.
 */
export function isFollowedByEvents(operation: KernelOperation, carriersBefore: string, carriers: string): boolean {
  if (carriersBefore !== carriers) return true;
  if (operation.op === 'link.set') return operation.changes.arp !== undefined;
  return (operation.op === 'address.add' || operation.op === 'address.replace') && operation.family === 'inet6';
}

/**
 * Whoever asks a router for its prefixes becomes its neighbour (`ndisc_recv_rs()`), of state `noarp` where the link asks
 * nobody. That they ask, and when, hangs on the moment; a case itself says nothing of link-local neighbours.
 */
export function isHeard({ address, state }: NeighbourState): boolean {
  return state === 'noarp' && address.startsWith('fe80::');
}

/**
 * A link that is given the MAC that it has, with a passthru macvlan on it that is up: that one refuses what it has already
 * (`macvlan_sync_address()`), and nobody behind it is told. Whether IPv6, whose neighbours would be forgotten, is behind it
 * hangs on what the kernel was built of, and on which module was loaded first.
 */
export function isHeardByChance(operation: KernelOperation, links: readonly Found[]): boolean {
  if (operation.op !== 'link.set' || operation.changes.mac === undefined) return false;
  const { namespace, name, changes } = operation;
  return (
    links.some((each) => each.namespace === namespace && each.link.name === name && each.link.mac === changes.mac) &&
    links.some(({ link: { parent, mode, up } }) => {
      return parent?.namespace === namespace && parent.name === name && mode === 'passthru' && up;
    })
  );
}
