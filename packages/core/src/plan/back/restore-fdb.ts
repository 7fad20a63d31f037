import type { FdbAdd } from '../../operation/fdb-operation.js';
import type { FdbState } from '../../state/network-state.js';
import { describeNamespace, namespaceKey } from '../../value/namespace-ref.js';
import { fdbEntryKey } from '../entry-key.js';
import type { BackContext, BackStep, FoundLink } from './back-step.js';
import { findLink, linkBefore } from './find-link.js';
import { isKernelsFdb } from './kernel-made.js';

/** Forwarding entries that somebody wrote, and that the transaction took away. */
export function* restoreFdb({ footprint, before, current, meanwhile }: BackContext): Generator<BackStep> {
  for (const link of footprint.links.values()) {
    if (link.made) continue;
    const was = linkBefore(before, link);
    const now = findLink(current, link);
    if (!was || !now) continue;
    const place = namespaceKey(was.namespace.ref);
    const there = new Set((now.namespace.fdb.get(now.link.ifindex) ?? []).map(identity));
    const where = `"${now.link.name}" in ${describeNamespace(now.namespace.ref)}`;
    for (const entry of was.namespace.fdb.get(was.link.ifindex) ?? []) {
      if (there.has(identity(entry)) || !hasPlace(entry, now)) continue;
      if (isKernelsFdb(entry, was.link) || meanwhile.guests.bringBack(entry)) continue;
      if (!link.layer3 && !footprint.entries.has(fdbEntryKey(place, was.link.ifindex, entry))) continue;
      if (meanwhile.hasLostFdb(link, entry)) continue;
      const reason = `${where} lacks the forwarding entry ${entry.mac}`;
      yield { pass: 'routes', operation: addOf(now, entry), reason };
    }
    for (const guest of meanwhile.guests.fdb(link)) {
      if (there.has(identity(guest)) || !hasPlace(guest, now)) continue;
      const reason = `the forwarding entry ${guest.mac} of somebody else on ${where} goes with what is undone`;
      yield { pass: 'routes', operation: addOf(now, guest), reason, rescues: true };
    }
  }
}

/** An entry of the bridge's table goes with the port. */
function hasPlace({ owner }: FdbState, { link }: FoundLink): boolean {
  return owner === 'self' || link.master !== undefined;
}

function addOf({ namespace, link }: FoundLink, entry: FdbState): FdbAdd {
  return {
    ...entry,
    op: 'fdb.add',
    namespace: namespace.ref,
    link: link.name,
    ifindex: link.ifindex,
    state: entry.state === 'permanent' ? 'permanent' : 'static',
  };
}

function identity(entry: FdbState): string {
  return fdbEntryKey('', 0, entry);
}
