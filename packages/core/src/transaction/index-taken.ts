import type { Driver } from '../driver/driver.js';
import { CommitError } from '../error/commit-error.js';
import { NetworkModel } from '../state/network-model.js';

/** A taken index is EEXIST, and EBUSY for the other end of a pair (net/core/rtnetlink.c, rtnl_create_link). */
const TAKEN: ReadonlySet<string | undefined> = new Set(['EEXIST', 'EBUSY']);

/**
 * Whether a link could not be made only since somebody else's has got the index that was chosen for it: its name is free.
 * Asked when all was rolled back.
 */
export async function indexTaken(error: unknown, driver: Driver): Promise<boolean> {
  if (!(error instanceof CommitError) || !TAKEN.has(error.errno) || error.operation?.op !== 'link.add') return false;
  const { operation } = error;
  const ends = operation.kind === 'veth' ? [operation, operation.data.peer] : [operation];
  const namespaces = ends.map(({ namespace }) => namespace);
  const network = NetworkModel.from(await driver.read({ namespaces, tables: [], peerNames: false }));
  const there = ends.map(({ namespace, name, ifindex = 0 }) => {
    const home = network.namespace(namespace);
    return { index: home?.links.has(ifindex) === true, name: home?.nameTaken(name) === true };
  });
  return there.some(({ index }) => index) && !there.some(({ name }) => name);
}
