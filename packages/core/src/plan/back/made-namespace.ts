import type { NamespaceModel } from '../../state/namespace-model.js';
import type { NamespaceIdentity } from '../../state/network-state.js';
import type { BackContext } from './back-step.js';

/**
 * Whether a namespace is the one that the transaction made: by its identity; where the process was cut off before that was
 * known, because it holds a link of ours, or because it was made since and holds nothing.
 */
export function isMadeNamespace(
  namespace: NamespaceModel,
  name: string,
  { before, identities, footprint, since }: BackContext,
): boolean {
  const old = before.namespace(name);
  if (old && sameIdentity(old.identity, namespace.identity)) return false;
  if (identities.has(name)) return sameIdentity(identities.get(name), namespace.identity);
  const links = [...namespace.links.values()].filter(({ kind }) => kind !== 'loopback');
  const made = (ifindex: number, kind: string): boolean => {
    const link = footprint.links.get(`${name}/${ifindex}`);
    return link?.made === true && link.kind === kind;
  };
  if (links.some(({ ifindex, kind }) => made(ifindex, kind))) return true;
  const { changeTime } = namespace.identity;
  // Where no time is known, it is as before: it was not there, and now that it is it holds nothing that could be lost.
  return links.length === 0 && (changeTime === undefined || Number(BigInt(changeTime) / 1_000_000n) >= since);
}

/** Equal where all that both have is equal; what is not known is no difference. */
export function sameIdentity(a: NamespaceIdentity | undefined, b: NamespaceIdentity): boolean {
  if (!a) return true;
  if (a.cookie !== undefined && b.cookie !== undefined) return a.cookie === b.cookie;
  return (
    a.inode === b.inode &&
    (a.device === undefined || b.device === undefined || a.device === b.device) &&
    (a.changeTime === undefined || b.changeTime === undefined || a.changeTime === b.changeTime)
  );
}
