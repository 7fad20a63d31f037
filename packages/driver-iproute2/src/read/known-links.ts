import type { RawLink } from '../json/link.js';

/** The links of one namespace by their index. */
export type LinksByIndex = ReadonlyMap<number, RawLink>;

/** The links of namespaces, by the key of each. */
export type KnownLinks = ReadonlyMap<string, LinksByIndex>;

export function byIndex(links: readonly RawLink[]): LinksByIndex {
  return new Map(links.map((link) => [link.state.ifindex, link]));
}
