import { mayTryKind } from '@netloom/core/driver';
import type { Tools } from '../exec/tools.js';

/** The kinds that the driver can make, with a line that makes a link of each. */
const TRIES: Readonly<Record<string, string>> = {
  veth: 'link add name nlveth0 type veth peer name nlveth1',
  bridge: 'link add name nlbridge0 type bridge',
  macvlan: 'link add link nlveth0 name nlmacvlan0 type macvlan mode bridge',
  macvtap: 'link add link nlveth0 name nlmacvtap0 type macvtap mode bridge',
  ipvlan: 'link add link nlveth1 name nlipvlan0 type ipvlan mode l2',
  vlan: 'link add link nlveth1 name nlvlan0 type vlan id 5',
  vxlan: 'link add name nlvxlan0 type vxlan id 5 dstport 4789',
  geneve: 'link add name nlgeneve0 type geneve id 5 remote 192.0.2.1',
  vrf: 'link add name nlvrf0 type vrf table 5',
  wireguard: 'link add name nlwg0 type wireguard',
  dummy: 'link add name nldummy0 type dummy',
  ifb: 'link add name nlifb0 type ifb',
  bond: 'link add name nlbond0 type bond',
};

/** Kinds that nearly every kernel has: what is assumed where nothing can be tried. */
const USUAL = ['veth', 'bridge', 'macvlan', 'macvtap'] as const;

/** The kinds that links can be made of here, and whether that was found by trying. */
export interface ProbedKinds {
  readonly kinds: ReadonlySet<string>;
  readonly tried: boolean;
}

/**
 * Makes a link of each kind in a network namespace that is thrown away, but of those that put links elsewhere where they
 * are not wanted.
 */
export async function probeLinkKinds(tools: Tools, wanted: readonly string[]): Promise<ProbedKinds> {
  const tries = Object.entries(TRIES).filter(([kind]) => mayTryKind(kind, wanted));
  const ip = tools.programs(['ip', '-force', '-batch', '-']);
  const input = tries.map(([, line]) => `${line}\n`).join('');
  const finished = await tools.processes.run(['unshare', '--net', '--', ...ip], { input });
  const stderr = finished?.stderr ?? '';
  const failed = new Set([...stderr.matchAll(/^Command failed -:(\d+)$/gm)].map(([, line]) => Number(line) - 1));
  // `unshare` itself failed, or is missing.
  if (finished?.code !== 0 && failed.size === 0) return { kinds: new Set(USUAL), tried: false };
  return { kinds: new Set(tries.flatMap(([kind], index) => (failed.has(index) ? [] : [kind]))), tried: true };
}
