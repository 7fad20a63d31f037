import { setTimeout as delay } from 'node:timers/promises';
import { oneOf } from '../random.js';
import type { Tally } from '../tally.js';
import type { Arena } from './arena.js';
import type { Action } from './orders.js';

/** What a kill gave: what is not as it must be, and what is left over. */
export interface Verdict {
  readonly problems: readonly string[];
  readonly left: readonly string[];
}

/** What is killed at random, the commonest most often. */
const OFTEN: readonly Action[] = ['commit', 'commit', 'commit', 'commit', 'fail', 'undo', 'confirm', 'recover'];

/** How often a step is waited for that the action does not always have. */
const TURNS = 4;

/** Kills the processes of an arena, and judges what is there when all has been ended. */
export class Attempts {
  readonly #arena: Arena;
  readonly #tally: Tally;
  readonly #random: () => number;

  constructor(arena: Arena, tally: Tally, random: () => number) {
    this.#arena = arena;
    this.#tally = tally;
    this.#random = random;
  }

  /**
   * Kills an action before one of its steps. One that has fewer steps this time, since the kernel gave an address sooner, is
   * judged as well, and tried again; what was never killed says so.
   */
  async atStep(action: Action, killAt: number): Promise<Verdict & { readonly killed: boolean }> {
    for (let turn = 1; ; turn++) {
      const id = await this.#arena.prepare(action);
      const answer = await this.#arena.order({ action, stepped: true, killAt, ...(id === undefined ? {} : { id }) });
      const killed = answer === undefined;
      if (killed) this.#tally.kills += 1;
      const verdict = await this.#judge(action);
      if (killed || turn === TURNS || verdict.problems.length + verdict.left.length > 0) return { ...verdict, killed };
    }
  }

  /** Kills an action at a random instant. Gives where, and whether it did not come too late. */
  async atAnyInstant(): Promise<Verdict & { readonly where: string; readonly killed: boolean }> {
    const action = oneOf(this.#random, OFTEN) ?? 'commit';
    const id = await this.#arena.prepare(action);
    const instant = this.#random() * this.#arena.durationOf(action) * 1.1;
    const answer = await this.#arena.order(
      { action, stepped: false, ...(id === undefined ? {} : { id }) },
      (hand) => void delay(instant).then(() => hand.kill()),
    );
    const killed = answer === undefined;
    if (killed) this.#tally.kills += 1;
    const where = `${action}, killed ${instant.toFixed(2)} ms after its begin`;
    return { where, killed, ...(await this.#judge(action)) };
  }

  /** Looks at what a kill left, when it has been recovered from. */
  async #judge(action: Action): Promise<Verdict> {
    const problems = await this.#recover();
    const [id] = this.#arena.kept();
    if (id !== undefined) {
      if (action === 'fail' || action === 'recover') problems.push('what never counted is kept as committed');
      problems.push(...(await this.#arena.wrong(['committed'])), ...(await this.#arena.undone(id)));
    }
    problems.push(...(await this.#arena.wrong(['back'])));
    return { problems, left: await this.#arena.leftovers() };
  }

  /** Ends what was left: once; by a recovery that is killed first; or by two at once. */
  async #recover(): Promise<string[]> {
    const how = this.#tally.runs % 4;
    if (how === 1) {
      const killAt = Math.floor(this.#random() * 40);
      const answer = await this.#arena.order({ action: 'recover', stepped: true, killAt });
      this.#tally.recoveries += 1;
      if (answer === undefined) this.#tally.kills += 1;
    }
    const other = how === 3 ? this.#arena.order({ action: 'recover', stepped: false }) : undefined;
    const problems = await this.#arena.recover();
    const answer = await other;
    this.#tally.recoveries += other ? 2 : 1;
    return answer?.message === undefined ? problems : [...problems, `the other recovery ended with ${answer.message}`];
  }
}
