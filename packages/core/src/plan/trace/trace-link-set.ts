import type { LinkSet } from '../../operation/link-operation.js';
import type { LinkState } from '../../state/network-state.js';
import { onLoopback } from '../../state/effect/flush.js';
import { namespaceKey } from '../../value/namespace-ref.js';
import { routeEntryKey } from '../entry-key.js';
import type { LinkFootprint } from '../footprint.js';
import { followMac, followMtu, followPort, mayLoseIpv6 } from './follow.js';
import type { FootprintRecorder } from './footprint-recorder.js';
import { loseAddresses } from './lose-addresses.js';

export function traceLinkSet(recorder: FootprintRecorder, operation: LinkSet): LinkFootprint | undefined {
  const { namespace, name, ifindex, changes } = operation;
  const link = recorder.model.namespace(namespace)?.find(name, ifindex);
  if (!link) return undefined;
  const footprint = recorder.link(namespace, link);
  noteWritten(footprint, operation);
  if (changes.name !== undefined) footprint.lastName = changes.name;
  // Each flushes something, or rewrites labels; what comes up goes down when it is undone.
  if (
    changes.up !== undefined ||
    changes.name !== undefined ||
    changes.mac !== undefined ||
    changes.arp !== undefined
  ) {
    footprint.layer3 = true;
  }
  if (changes.up === false && link.kind === 'loopback') lowersLoopback(recorder, operation);
  if (changes.master !== undefined) changesMaster(recorder, operation, link, footprint);
  if (changes.mtu !== undefined) changesMtu(recorder, operation, link, footprint);
  if (changes.mac !== undefined) changesMac(recorder, operation, link);
  if (changes.namespace !== undefined) leaves(recorder, operation, link, footprint);
  return footprint;
}

/** Where a link that was moved is from here on; its name tells, since its old index may be another link's there. */
export function traceArrival(recorder: FootprintRecorder, { changes }: LinkSet, footprint: LinkFootprint): void {
  const target = changes.namespace === undefined ? undefined : recorder.model.namespace(changes.namespace);
  const link = target?.link(footprint.lastName);
  if (target && link) recorder.arrive(footprint, target.ref, link.ifindex);
}

function lowersLoopback(recorder: FootprintRecorder, { namespace }: LinkSet): void {
  const model = recorder.model.namespace(namespace);
  for (const route of model ? onLoopback(model) : []) recorder.entry(routeEntryKey(namespaceKey(namespace), route));
}

function noteWritten(footprint: LinkFootprint, { changes }: LinkSet): void {
  const {
    namespace: _namespace,
    namespaceIndex: _index,
    masterIndex,
    addAltName,
    deleteAltName,
    data,
    port,
    ...attributes
  } = changes;
  for (const [attribute, value] of Object.entries(attributes)) write(footprint, attribute, value);
  if (masterIndex !== undefined) write(footprint, 'master', masterIndex);
  if (addAltName !== undefined || deleteAltName !== undefined) footprint.follows.add('altNames');
  if (data !== undefined) footprint.follows.add('data').add('mode');
  if (port !== undefined) footprint.follows.add('port');
}

function write(footprint: LinkFootprint, attribute: string, value: unknown): void {
  const values = footprint.written.get(attribute) ?? new Set<string>();
  footprint.written.set(attribute, values.add(JSON.stringify(value)));
}

function changesMaster(
  recorder: FootprintRecorder,
  { namespace, changes }: LinkSet,
  link: LinkState,
  footprint: LinkFootprint,
): void {
  const old = recorder.follow(link.master, namespace);
  if (old) followPort(recorder, old.namespace, old.link, link.mtu);
  const master = recorder.model.namespace(namespace)?.find(changes.master ?? undefined, changes.masterIndex);
  if (master) followPort(recorder, namespace, master, link.mtu);
  footprint.follows.add('port');
  footprint.layer3 = true;
}

function changesMtu(
  recorder: FootprintRecorder,
  { namespace, changes: { mtu = 0 } }: LinkSet,
  link: LinkState,
  footprint: LinkFootprint,
): void {
  mayLoseIpv6(recorder, footprint, Math.min(mtu, link.mtu));
  const bridge = recorder.follow(link.master, namespace);
  if (bridge) followPort(recorder, bridge.namespace, bridge.link, Math.min(mtu, link.mtu));
  for (const child of recorder.childrenOf(namespace, link)) followMtu(recorder, child.namespace, child.link, mtu);
}

function changesMac(recorder: FootprintRecorder, { namespace }: LinkSet, link: LinkState): void {
  const bridge = recorder.follow(link.master, namespace);
  if (bridge) followPort(recorder, bridge.namespace, bridge.link, link.mtu);
  const parent = link.mode === 'passthru' ? recorder.follow(link.parent, namespace) : undefined;
  if (parent) followMac(recorder, parent.namespace, parent.link);
  for (const child of recorder.childrenOf(namespace, link)) followMac(recorder, child.namespace, child.link);
}

function leaves(recorder: FootprintRecorder, { namespace }: LinkSet, link: LinkState, footprint: LinkFootprint): void {
  for (const lost of ['up', 'master', 'port', 'addressGeneration']) footprint.follows.add(lost);
  footprint.layer3 = true;
  loseAddresses(recorder, namespace, recorder.model.namespace(namespace)?.addresses.get(link.ifindex) ?? []);
  const bridge = recorder.follow(link.master, namespace);
  if (bridge) followPort(recorder, bridge.namespace, bridge.link, link.mtu);
  recorder.losesSysctls(footprint, 'ipv4');
  recorder.losesSysctls(footprint, 'ipv6');
}
