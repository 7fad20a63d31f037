import type { LinkSet } from '../operation/link-operation.js';
import type { KernelOperation, Operation } from '../operation/operation.js';
import { applyEffect } from '../state/effect/apply-effect.js';
import type { NetworkState } from '../state/network-state.js';
import { atOnce, type Pieces } from './breather.js';
import type { Footprint } from './footprint.js';
import { FootprintRecorder } from './trace/footprint-recorder.js';
import { traceEntry } from './trace/trace-entry.js';
import { traceLinkAdd } from './trace/trace-link-add.js';
import { traceLinkDelete, traceNamespaceDelete } from './trace/trace-link-delete.js';
import { traceArrival, traceLinkSet } from './trace/trace-link-set.js';
import { traceSysctl } from './trace/trace-sysctl.js';

/**
 * Works out what identified operations do to what: run on the state before, so that what an operation takes away besides
 * its own object (a link going down: its routes) is known.
 */
export function trace(operations: readonly Operation[], before: NetworkState): Footprint {
  return atOnce(tracing(operations, before));
}

/** The same, operation by operation. */
export function* tracing(operations: readonly Operation[], before: NetworkState): Pieces<Footprint> {
  const recorder = new FootprintRecorder(before);
  const effective = !operations.every(isPlainAdd);
  for (const operation of operations) {
    yield;
    if (operation.op === 'dhcp.acquire') continue;
    if (operation.op === 'link.set') {
      const link = traceLinkSet(recorder, operation);
      if (effective) applyEffect(recorder.model, operation);
      if (link) traceArrival(recorder, operation, link);
    } else {
      if (effective || !recorder.isMade(operation.namespace) || operation.op === 'link.add')
        traceOperation(recorder, operation);
      if (effective) applyEffect(recorder.model, operation);
    }
  }
  return recorder.footprint;
}

/**
 * Where there are only such, it is enough to know what was there before: they take nothing away, and what happens to what
 * they make goes when that goes, as does all that is put into namespaces of theirs. Most transactions are of this kind.
 */
function isPlainAdd(operation: Operation): boolean {
  if (operation.op === 'link.set') return operation.changes.up === true && Object.keys(operation.changes).length === 1;
  return operation.op.endsWith('.add') || operation.op === 'dhcp.acquire';
}

function traceOperation(recorder: FootprintRecorder, operation: Exclude<KernelOperation, LinkSet>): void {
  switch (operation.op) {
    case 'namespace.add':
      recorder.footprint.namespacesMade.add(operation.namespace);
      return;
    case 'namespace.delete':
    case 'namespace.set':
      traceNamespaceDelete(recorder, operation);
      return;
    case 'link.add':
      traceLinkAdd(recorder, operation);
      return;
    case 'link.delete':
      traceLinkDelete(recorder, operation);
      return;
    case 'sysctl.set':
      traceSysctl(recorder, operation);
      return;
    default:
      traceEntry(recorder, operation);
  }
}
