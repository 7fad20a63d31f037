import type { NeighbourState } from '@netloom/core';
import { type JsonObject, flagAt, textAt, textsAt } from './json-object.js';

/** Multicast of IPv4 (RFC 5771) and IPv6 (RFC 4291): entries for it are the kernel's own and come and go. */
const MULTICAST = /^(?:22[4-9]|23\d)\.|^ff/i;

/** An entry of `ip -j neighbour show nud all` or `ip -j neighbour show proxy`; `undefined` for what is no entry to show. */
export function parseNeighbour(
  entry: JsonObject,
  indexOf: (link: string) => number | undefined,
): NeighbourState | undefined {
  const [address, link, mac] = [textAt(entry, 'dst'), textAt(entry, 'dev'), textAt(entry, 'lladdr')];
  const ifindex = link === undefined ? undefined : indexOf(link);
  if (address === undefined || link === undefined || ifindex === undefined || MULTICAST.test(address)) return undefined;
  const proxy = flagAt(entry, 'proxy');
  return {
    link,
    ifindex,
    family: address.includes(':') ? 'inet6' : 'inet',
    address,
    state: proxy ? 'permanent' : (textsAt(entry, 'state')[0] ?? 'none').toLowerCase(),
    ...(mac === undefined ? {} : { mac: mac.toLowerCase() }),
    ...(proxy ? { proxy: true } : {}),
    ...(flagAt(entry, 'router') ? { router: true } : {}),
  };
}
