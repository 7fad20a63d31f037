import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { createNet, type Net } from '@netloom/core';
import type { DRIVERS } from '../../kernel/support/drivers.js';
import { observe, type Observation } from '../../kernel/support/observe.js';
import { sceneOf } from '../../kernel/support/scene.js';
import type { Topology } from '../../kernel/topology/topology.js';
import { JOURNAL } from './journal-steps.js';
import { leftovers, surroundings, type Surroundings } from './leftovers.js';
import { differenceOf, likeness, linesOf } from './likeness.js';
import type { Answer, Order } from './orders.js';
import type { Hand, Pool } from './pool.js';

/** How a transaction ended, as the machine shows it. */
export type Ending = 'back' | 'committed' | 'in between';

/** A driver and a topology whose scene is set, with what the machine is like before its transaction and after it. */
export class Arena {
  readonly topology: Topology;
  readonly #driver: string;
  readonly #pool: Pool;
  readonly #net: Net;
  #before: Observation = {};
  #surroundings: Surroundings = { files: [], mounts: [], processes: [] };
  #committed: readonly string[] = [];
  /** How long its commit takes, in milliseconds. */
  milliseconds = 0;
  /** The steps of each of its actions. */
  readonly steps: Map<Order['action'], readonly string[]> = new Map();

  constructor({ name, open }: (typeof DRIVERS)[number], topology: Topology, pool: Pool) {
    this.#driver = name;
    this.#net = createNet({ driver: open() });
    this.topology = topology;
    this.#pool = pool;
  }

  /** Removes what is in the journal. */
  forgetAll(): void {
    for (const path of surroundings([]).files) if (path.startsWith(`${JOURNAL}/`)) rmSync(path, { force: true });
  }

  /** Sets the scene, and has each action run once, to know its steps and what it makes. Gives what is wrong already. */
  async reset(): Promise<string[]> {
    this.forgetAll();
    sceneOf(this.topology);
    this.#before = observe();
    this.#surroundings = surroundings(this.#pool.pids);
    const plain = await this.order({ action: 'commit', stepped: false });
    this.milliseconds = plain?.milliseconds ?? 0;
    const problems = plain?.id === undefined ? [`the commit ended with ${plain?.message}`] : [];
    // Duplicate address detection ends within two seconds, and what it holds back is there then.
    await delay(2500);
    this.#committed = likeness(observe(), this.#before);
    problems.push(...(await this.undone(plain?.id)));
    for (const action of ['commit', 'fail'] as const) {
      const answer = await this.order({ action, stepped: true });
      this.steps.set(action, answer?.steps ?? []);
      if (action === 'fail' && answer?.code !== 'NETLOOM_ERR_COMMIT')
        problems.push(`a failure ended with ${answer?.message}`);
      if (answer?.id === undefined) continue;
      const undo = await this.order({ action: 'undo', stepped: true, id: answer.id });
      this.steps.set('undo', undo?.steps ?? []);
    }
    return [...problems, ...(await this.wrong(['back']))];
  }

  async order(order: Omit<Order, 'driver' | 'topology'>, onBegun?: (hand: Hand) => void): Promise<Answer | undefined> {
    const hand = this.#pool.take();
    return hand.carryOut({ ...order, driver: this.#driver, topology: this.topology.name }, () => onBegun?.(hand));
  }

  /** What the machine is like now; waits for what only takes time. */
  async ending(): Promise<Ending> {
    const end = Date.now() + 3500;
    const expected = JSON.stringify(this.#before);
    for (;;) {
      const now = observe();
      if (JSON.stringify(now) === expected) return 'back';
      if (differenceOf(this.#committed, likeness(now, this.#before)).length === 0) return 'committed';
      if (Date.now() > end) return 'in between';
      await delay(100);
    }
  }

  /** The ids of the commits that are kept. */
  kept(): string[] {
    return surroundings([]).files.flatMap((path) => /\/(?<id>[^/]+)\.done$/.exec(path)?.groups?.['id'] ?? []);
  }

  /** Has this process undo a commit of another; gives what is wrong then. */
  async undone(id: string | undefined): Promise<string[]> {
    if (id === undefined) return ['there is nothing to undo'];
    return await this.#net.undo(id).then(
      () => [],
      (error: unknown) => [`undo ended with ${String(error)}`],
    );
  }

  /** Has this process, which is another than the one that was killed, end what that left. */
  async recover(): Promise<string[]> {
    return await this.#net.recover().then(
      () => [],
      (error: unknown) => [`recovery ended with ${String(error)}`],
    );
  }

  async close(): Promise<void> {
    await this.#net.close();
  }

  /** What is not as it must be when all has been ended: nothing, where it is as one of the endings. */
  async wrong(allowed: readonly Ending[]): Promise<string[]> {
    const ending = await this.ending();
    if (allowed.includes(ending)) return [];
    const now = observe();
    const toBefore = differenceOf(linesOf(this.#before), linesOf(now));
    const toCommitted = differenceOf(this.#committed, likeness(now, this.#before));
    return [
      `the network is ${ending}, not ${allowed.join(' or ')}`,
      ...(allowed.includes('back') ? toBefore.slice(0, 8).map((line) => `  from before: ${line.slice(0, 400)}`) : []),
      ...(allowed.includes('committed')
        ? toCommitted.slice(0, 8).map((line) => `  from committed: ${line.slice(0, 400)}`)
        : []),
    ];
  }

  leftovers(): string[] {
    return leftovers(this.#surroundings, surroundings(this.#pool.pids));
  }
}
