import './sandbox-only.js';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import type { Driver, KernelOperation } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';
import { realPing, type Places } from '../reachability/real-ping.js';
import { renamed } from '../reachability/renamed.js';
import type { Scene } from '../reachability/scene.js';
import { scenes } from '../reachability/scenes.js';

/** Links begin to send when the kernel has seen their carriers, at most a second after (net/core/link_watch.c). */
const SETTLED_MS = 1_500;

/** Networks at once: pings mostly wait. */
const SIDE_BY_SIDE = 24;

test('a ping gets as far on the simulated kernel as on the real one', async (t) => {
  t.timeout(300_000);
  const all = scenes().map((scene, index) => ({ ...scene, prefix: `s${index}-` }));
  const driver = netlink();
  t.teardown(() => driver.close());
  for (const scene of all) await build(driver, scene);
  await sleep(SETTLED_MS);
  const differences: string[] = [];
  const waiting = all.values();
  const worker = async (): Promise<void> => {
    for (const scene of waiting) differences.push(...(await differencesOf(scene)));
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  t.log(`${all.flatMap(({ pings }) => pings).length} pings in ${all.length} networks`);
  t.deepEqual(differences, []);
});

/** A network whose namespaces have names of their own, since all stand side by side. */
interface Placed extends Scene {
  readonly prefix: string;
}

const operationsOf = ({ network, prefix }: Placed): readonly KernelOperation[] =>
  network.operations.map((operation) => renamed(operation, prefix));

async function build(driver: Driver, scene: Placed): Promise<void> {
  const operations = operationsOf(scene);
  const after = operations.map((_, index) => (index === 0 ? [] : [index - 1]));
  const { signal } = new AbortController();
  const { outcomes } = await driver.apply(operations, { after, signal, onOutcome: () => {} });
  const failed = outcomes.findIndex(({ status }) => status !== 'done');
  if (failed === -1) return;
  throw new Error(`${scene.name}: ${JSON.stringify(operations[failed])}: ${JSON.stringify(outcomes[failed])}`);
}

/** One ping after another, so that what one has the kernel learn is forgotten before the next. */
async function differencesOf(scene: Placed): Promise<string[]> {
  const places = placesOf(operationsOf(scene));
  const differences: string[] = [];
  for (const [from, address] of scene.pings) {
    const simulated = scene.network.ping(from, address);
    const expected = simulated === undefined;
    const answered = (seconds: number): Promise<boolean> => realPing(places, scene.prefix + from, address, seconds);
    // An answer may take its time, on a machine that is busy or from a proxy (`proxy_delay`).
    if ((await answered(1)) === expected || (expected && (await answered(5)))) continue;
    differences.push(`${scene.name}: from ${from} to ${address}: real ${!expected}, simulated ${simulated ?? 'true'}`);
  }
  return differences;
}

function placesOf(operations: readonly KernelOperation[]): Places {
  const namespaces: string[] = [];
  const bridges: [namespace: string, name: string][] = [];
  for (const each of operations) {
    if (each.op === 'namespace.add') namespaces.push(each.namespace);
    if (each.op !== 'link.add' || each.kind !== 'bridge' || typeof each.namespace !== 'string') continue;
    bridges.push([each.namespace, each.name]);
  }
  return { namespaces, bridges };
}
