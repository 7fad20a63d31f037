import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { createNet, type Net } from '@netloom/core';
import type { TestedDriver } from '../../kernel/support/drivers.js';
import { observe, type Observation } from '../../kernel/support/observe.js';
import { sceneOf } from '../../kernel/support/scene.js';
import type { Topology } from '../../kernel/topology/topology.js';
import { JOURNAL } from './journal-steps.js';
import { leftovers, surroundings, type Surroundings } from './leftovers.js';
import { differenceOf, likeness, linesOf } from './likeness.js';
import { ACTIONS, type Action, type Answer, type Order } from './orders.js';
import type { Hand, Pool } from './pool.js';

/** How a transaction ended, as the machine shows it. */
export type Ending = 'back' | 'committed' | 'in between';

/** The last step at which a commit does not count yet. */
const COUNTS = /before rename ID\.prepared to ID\.committed$/;

/** A driver and a topology whose scene is set, with what the machine is like before its transaction and after it. */
export class Arena {
  readonly topology: Topology;
  readonly #pool: Pool;
  readonly #net: Net;
  #before: Observation = {};
  #surroundings: Surroundings = { files: [], mounts: [], processes: [] };
  #committed: readonly string[] = [];
  /** How long each of its actions takes, in milliseconds. */
  readonly #milliseconds = new Map<Action, number>();
  /** The steps of each of its actions. */
  readonly steps: Map<Action, readonly string[]> = new Map();

  constructor({ open }: TestedDriver, topology: Topology, pool: Pool) {
    this.#net = createNet({ driver: open() });
    this.topology = topology;
    this.#pool = pool;
  }

  /** Removes what is in the journal. */
  forgetAll(): void {
    for (const path of surroundings([]).files) if (path.startsWith(`${JOURNAL}/`)) rmSync(path, { force: true });
  }

  /** Sets the scene, and learns what is there before a commit and after it. Gives what is wrong already. */
  async reset(): Promise<string[]> {
    this.forgetAll();
    sceneOf(this.topology);
    this.#before = observe();
    this.#surroundings = surroundings(this.#pool.pids);
    const commit = await this.order({ action: 'commit', stepped: false });
    if (commit?.id === undefined) return [`the commit ended with ${commit?.message}`];
    // Duplicate address detection ends within two seconds, and what it holds back is there then.
    await delay(2500);
    this.#committed = likeness(observe(), this.#before);
    return [...(await this.undone(commit.id)), ...(await this.wrong(['back']))];
  }

  /** Has each action run once, to know its steps. Gives what is wrong already. */
  async rehearse(): Promise<string[]> {
    const problems: string[] = [];
    for (const action of ACTIONS) {
      const id = await this.prepare(action);
      const answer = await this.order({ action, stepped: true, ...(id === undefined ? {} : { id }) });
      this.steps.set(action, answer?.steps ?? []);
      if (answer?.code !== (action === 'fail' ? 'NETLOOM_ERR_COMMIT' : undefined))
        problems.push(`${action} ended with ${answer?.message}`);
      for (const kept of this.kept()) problems.push(...(await this.undone(kept)));
      problems.push(...(await this.wrong(['back'])));
    }
    return problems;
  }

  /** Does what must have been done before an action: there is a commit to undo, or one that was cut off. Gives its id. */
  async prepare(action: Action): Promise<string | undefined> {
    if (action === 'undo') return (await this.topology.change(this.#net).commit()).id;
    if (action === 'recover') {
      const killAt = this.steps.get('commit')?.findIndex((step) => COUNTS.test(step)) ?? -1;
      if (killAt < 0) throw new Error('a commit has no step at which it counts');
      await this.order({ action: 'commit', stepped: true, killAt });
    }
    return undefined;
  }

  async order(order: Omit<Order, 'topology'>, onBegun?: (hand: Hand) => void): Promise<Answer | undefined> {
    const hand = this.#pool.take();
    const answer = await hand.carryOut({ ...order, topology: this.topology.name }, () => onBegun?.(hand));
    if (answer && !order.stepped) this.#milliseconds.set(order.action, answer.milliseconds);
    return answer;
  }

  /** How long an action took when it was last carried out, or else a commit. */
  durationOf(action: Action): number {
    return this.#milliseconds.get(action) ?? this.#milliseconds.get('commit') ?? 0;
  }

  /** What the machine is like now; waits for what only takes time. */
  async ending(): Promise<Ending> {
    const end = Date.now() + 3500;
    const expected = JSON.stringify(this.#before);
    for (let pause = 100; ; pause *= 1.5) {
      const now = observe();
      if (JSON.stringify(now) === expected) return 'back';
      if (differenceOf(this.#committed, likeness(now, this.#before)).length === 0) return 'committed';
      if (Date.now() > end) return 'in between';
      await delay(pause);
    }
  }

  /** The ids of the commits that are kept. */
  kept(): string[] {
    return surroundings([]).files.flatMap((path) => /\/(?<id>[^/]+)\.done$/.exec(path)?.groups?.['id'] ?? []);
  }

  /** Has this process undo a commit of another; gives what is wrong then. */
  async undone(id: string): Promise<string[]> {
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

  /** What is left beside the network; a guard that has done its work may take a moment to go. */
  async leftovers(): Promise<string[]> {
    const end = Date.now() + 5000;
    for (;;) {
      const left = leftovers(this.#surroundings, surroundings(this.#pool.pids));
      if (left.length === 0 || Date.now() > end) return left;
      await delay(50);
    }
  }
}
