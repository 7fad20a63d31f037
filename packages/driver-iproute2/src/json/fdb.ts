import type { FdbState } from '@netloom/core';
import { type JsonObject, numberAt, textAt, textsAt } from './json-object.js';

/** An entry of `bridge -j fdb show`. */
export function parseFdb(entry: JsonObject, indexOf: (link: string) => number | undefined): FdbState | undefined {
  const [mac, link] = [textAt(entry, 'mac'), textAt(entry, 'ifname')];
  const ifindex = link === undefined ? undefined : indexOf(link);
  if (mac === undefined || link === undefined || ifindex === undefined) return undefined;
  const state = textAt(entry, 'state');
  const [vlan, destination] = [numberAt(entry, 'vlan'), textAt(entry, 'dst')];
  return {
    link,
    ifindex,
    mac: mac.toLowerCase(),
    owner: textsAt(entry, 'flags').includes('self') ? 'self' : 'master',
    state: state === 'permanent' || state === 'static' ? state : 'dynamic',
    ...(vlan === undefined ? {} : { vlan }),
    ...(destination === undefined ? {} : { destination }),
  };
}
