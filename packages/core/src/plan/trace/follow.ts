import type { LinkState } from '../../state/network-state.js';
import type { NamespaceRef } from '../../value/namespace-ref.js';
import type { LinkFootprint } from '../footprint.js';
import type { FootprintRecorder } from './footprint-recorder.js';
import { IPV6_MTU } from '../../value/mtu.js';

/** A bridge that was not pinned has the lowest address and MTU of its ports: one of them comes, goes or changes. */
export function followPort(recorder: FootprintRecorder, namespace: NamespaceRef, bridge: LinkState, mtu: number): void {
  followMac(recorder, namespace, bridge);
  followMtu(recorder, namespace, bridge, mtu);
}

/** The hardware address of a link follows another one's: a new one costs it its neighbours. */
export function followMac(recorder: FootprintRecorder, namespace: NamespaceRef, link: LinkState): void {
  const footprint = recorder.link(namespace, link);
  footprint.follows.add('mac');
  footprint.neighbours = true;
}

/** The MTU of a link follows another one, and those of the links that stand on it follow it. */
export function followMtu(recorder: FootprintRecorder, namespace: NamespaceRef, link: LinkState, mtu: number): void {
  const footprint = recorder.link(namespace, link);
  footprint.follows.add('mtu');
  mayLoseIpv6(recorder, footprint, Math.min(mtu, link.mtu));
  for (const child of recorder.childrenOf(namespace, link)) followMtu(recorder, child.namespace, child.link, mtu);
}

/** A link whose MTU is too small for it loses its IPv6 with all that it had of it. */
export function mayLoseIpv6(recorder: FootprintRecorder, footprint: LinkFootprint, mtu: number): void {
  if (mtu >= IPV6_MTU) return;
  footprint.layer3 = true;
  footprint.follows.add('addressGeneration');
  recorder.losesSysctls(footprint, 'ipv6');
}
