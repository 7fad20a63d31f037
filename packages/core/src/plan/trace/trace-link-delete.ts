import type { LinkDelete } from '../../operation/link-operation.js';
import type { NamespaceDelete, NamespaceSet } from '../../operation/namespace-operation.js';
import type { LinkState } from '../../state/network-state.js';
import type { NamespaceRef } from '../../value/namespace-ref.js';
import { followPort } from './follow.js';
import type { FootprintRecorder } from './footprint-recorder.js';
import { loseAddresses } from './lose-addresses.js';

export function traceLinkDelete(recorder: FootprintRecorder, { namespace, name, ifindex }: LinkDelete): void {
  const link = recorder.model.namespace(namespace)?.find(name, ifindex);
  if (link) dies(recorder, namespace, link);
}

/** Only what is to be deleted is given another name: it is put aside, and destroyed under that one. */
export function traceNamespaceDelete(recorder: FootprintRecorder, operation: NamespaceDelete | NamespaceSet): void {
  const { namespace } = operation;
  const { namespacesDeleted, namespacesMade } = recorder.footprint;
  const aside = operation.op === 'namespace.set' ? operation.changes.name : undefined;
  if (aside === undefined && [...namespacesDeleted.values()].includes(namespace)) return;
  // One that the transaction made itself: the one of before, if there was one, is put aside already.
  if (aside !== undefined || !namespacesMade.has(namespace)) namespacesDeleted.set(namespace, aside);
  for (const link of recorder.model.namespace(namespace)?.links.values() ?? []) dies(recorder, namespace, link);
}

/** A link goes with its peer and with all that stands on either; ports of a bridge are set free. */
function dies(recorder: FootprintRecorder, namespace: NamespaceRef, link: LinkState): void {
  const footprint = recorder.link(namespace, link);
  if (footprint.deleted) return;
  footprint.deleted = true;
  footprint.layer3 = true;
  loseAddresses(recorder, namespace, recorder.model.namespace(namespace)?.addresses.get(link.ifindex) ?? []);
  recorder.losesSysctls(footprint, 'ipv4');
  recorder.losesSysctls(footprint, 'ipv6');
  const bridge = recorder.follow(link.master, namespace);
  if (bridge) followPort(recorder, bridge.namespace, bridge.link, link.mtu);
  const peer = recorder.follow(link.peer, namespace);
  if (peer) dies(recorder, peer.namespace, peer.link);
  for (const child of recorder.childrenOf(namespace, link)) dies(recorder, child.namespace, child.link);
  for (const port of recorder.model.namespace(namespace)?.links.values() ?? []) {
    if (port.master?.ifindex !== link.ifindex) continue;
    const freed = recorder.link(namespace, port);
    freed.follows.add('master').add('port');
    freed.layer3 = true;
  }
}
