import { stat } from 'node:fs/promises';
import type { Tools } from '../exec/run-jobs.js';

/** Kinds whose module makes no device by itself when it is loaded, with a line that makes a link of it. */
const HARMLESS: Readonly<Record<string, string>> = {
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
};

/** Kinds whose module puts devices into the host when it is loaded: they are tried only where it is loaded already. */
const LOADED_ONLY: Readonly<Record<string, string>> = {
  dummy: 'link add name nldummy0 type dummy',
  ifb: 'link add name nlifb0 type ifb',
  bond: 'link add name nlbond0 type bond',
};

/** The kinds that links can be made of here, found by making one of each in a network namespace that is thrown away. */
export async function probeLinkKinds(tools: Tools): Promise<ReadonlySet<string>> {
  const loaded = await Promise.all(
    Object.keys(LOADED_ONLY).map(async (kind) => ((await isLoaded(kind)) ? [kind] : [])),
  );
  const extra = loaded.flat().map((kind) => [kind, LOADED_ONLY[kind] ?? ''] as const);
  const tries = [...Object.entries(HARMLESS), ...extra];
  const [ip, ...args] = tools.programs(['ip', '-force', '-batch', '-']);
  const input = tries.map(([, line]) => `${line}\n`).join('');
  const finished = await tools.processes.run(['unshare', '--net', '--', ip, ...args], { input });
  if (finished === undefined || finished.code === undefined) return new Set(Object.keys(HARMLESS).slice(0, 4));
  const failed = new Set(
    [...finished.stderr.matchAll(/^Command failed -:(\d+)$/gm)].map(([, line]) => Number(line) - 1),
  );
  return new Set(tries.flatMap(([kind], index) => (failed.has(index) ? [] : [kind])));
}

async function isLoaded(module: string): Promise<boolean> {
  return stat(`/sys/module/${module}`).then(
    () => true,
    () => false,
  );
}
