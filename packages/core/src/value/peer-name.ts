import { createHash } from 'node:crypto';

/**
 * A name for the host's end of a veth pair that is the same each time and fits: `v` and 56 bits of a SHA-256 in
 * hexadecimal, 15 bytes in all. With a thousand containers on a host, two share a name with a chance of one in 10^11.
 *
 * @param namespace - The namespace that the other end is in; whatever tells it from others will do.
 * @param link - The name of the other end.
 * @example
 *   for (const id of ids) tx = tx.namespace(id).veth('eth0', { peer: peerName(id, 'eth0') });
 */
export function peerName(namespace: string, link: string): string {
  // JSON keeps the two apart: ('a', 'bc') and ('ab', 'c') are not the same pair.
  const digest = createHash('sha256')
    .update(JSON.stringify([namespace, link]))
    .digest('hex');
  return `v${digest.slice(0, 14)}`;
}
