import type { LinkAdd } from '../../operation/link-operation.js';
import type { FootprintRecorder } from './footprint-recorder.js';
import { followMac, followPort } from './follow.js';

/** What an `Ethernet` link has that is given no MTU and stands on no other (IEEE 802.3). */
const DEFAULT_MTU = 1500;

export function traceLinkAdd(recorder: FootprintRecorder, operation: LinkAdd): void {
  const ends =
    operation.kind === 'veth' ? [operation, { ...operation.data.peer, kind: 'veth' as const }] : ([operation] as const);
  for (const { namespace, name, kind, ifindex, master, masterIndex, mtu = DEFAULT_MTU } of ends) {
    if (ifindex === undefined) continue;
    recorder.madeLink(namespace, { name, kind, ifindex });
    const bridge = recorder.model.namespace(namespace)?.find(master, masterIndex);
    if (bridge) followPort(recorder, namespace, bridge, mtu);
  }
  if (operation.kind === 'veth' || !('parentNamespace' in operation.data)) return;
  const { parent, parentIndex, parentNamespace, mode } = operation.data;
  const found = recorder.model.namespace(parentNamespace)?.find(parent, parentIndex);
  if (!found) return;
  recorder.refer(parentNamespace, found.ifindex);
  recorder.carries(found.ifindex);
  // The parent has the address of a child that has it for itself.
  if (mode === 'passthru') followMac(recorder, parentNamespace, found);
}
