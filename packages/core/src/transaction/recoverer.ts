import { DRIVER, LEASES } from '../di/tokens.js';
import { inject, injectable } from '../di/injection.js';
import type { Driver } from '../driver/driver.js';
import type { KernelOperation } from '../operation/operation.js';
import { findLink } from '../plan/back/find-link.js';
import { NetworkModel } from '../state/network-model.js';
import { backOptions } from './back-options.js';
import { clearNames } from './clear-put-aside.js';
import { releaseLeases, type LeaseService } from './dhcp.js';
import { contextNow } from './back-context.js';
import { goBack } from './go-back.js';
import { holding } from './holding.js';
import { begunAt, type Fact, type Intent, type Settlement } from './journal/intent.js';
import type { Recovery } from './journal/journal.js';
import { settlementOf } from './settlement-of.js';

/** Ends what a process that died left half done: back where it did not count yet, forward where it did. */
@injectable()
export class Recoverer implements Recovery {
  readonly #driver: Driver;
  readonly #leases: LeaseService;

  constructor(@inject(DRIVER) driver: Driver, @inject(LEASES) leases: LeaseService) {
    this.#driver = driver;
    this.#leases = leases;
  }

  async recover({
    intent,
    facts,
    settlement,
    counts,
    lock,
  }: {
    readonly intent: Intent;
    readonly facts: readonly Fact[];
    readonly settlement?: Settlement | undefined;
    readonly counts: boolean;
    readonly lock?: number | undefined;
  }): Promise<{ readonly clean: boolean; readonly settlement?: Settlement }> {
    const driver = holding(this.#driver, lock);
    if (counts) {
      await this.#destroy(intent, driver);
      return { clean: true, settlement: settlement ?? (await this.#settled(intent, facts)) };
    }
    await releaseLeases(facts, this.#leases, this.#driver);
    await this.#leases.releaseAll(intent, this.#driver);
    const { failed, unread } = await goBack(await backOptions(driver, 'recover', { intent, facts }));
    return { clean: failed.length === 0 && unread === undefined };
  }

  /** Destroys what was taken out of service, and the file of a namespace that was half destroyed. */
  async #destroy(intent: Intent, driver: Driver): Promise<void> {
    await destroy(intent.finals, driver);
    const names = intent.finals.flatMap((each) => (each.op === 'namespace.delete' ? [each.namespace] : []));
    await clearNames(names, { driver, since: begunAt(intent), phase: 'recover' });
  }

  /** What its process would have found out next. */
  async #settled(intent: Intent, facts: readonly Fact[]): Promise<Settlement> {
    const { footprint, identities } = await backOptions(this.#driver, 'recover', { intent, facts });
    const operations = intent.operations.map(({ operation }) => operation);
    return (await settlementOf(this.#driver, operations, intent.finals, footprint, identities)).settlement;
  }

  async isGone(intent: Intent): Promise<boolean> {
    // What could not be destroyed when it counted is out of service still.
    await this.#destroy(intent, this.#driver);
    const options = await backOptions(this.#driver, 'recover', { intent, facts: [] });
    const { footprint, current } = await contextNow(options);
    const made = [...footprint.links.values()].filter((link) => link.made && link.kind !== 'loopback');
    if (made.length + footprint.namespacesMade.size === 0) return false;
    return (
      made.every((link) => !findLink(current, link)) &&
      [...footprint.namespacesMade].every((name) => !current.namespace(name))
    );
  }
}

/**
 * Destroys what was taken out of service, as far as it is still that: a name that somebody gave it since saves it. Gives
 * what could not be destroyed, a sentence each.
 */
export async function destroy(finals: readonly KernelOperation[], driver: Driver): Promise<readonly string[]> {
  if (finals.length === 0) return [];
  try {
    return await destroyHidden(finals, driver);
  } catch (error) {
    return [`what was deleted is out of service, but was not destroyed: ${(error as Error).message}`];
  }
}

async function destroyHidden(finals: readonly KernelOperation[], driver: Driver): Promise<readonly string[]> {
  const state = NetworkModel.from(await driver.read({ namespaces: finals.map(({ namespace }) => namespace) }));
  const left = finals.filter((operation) => {
    const namespace = state.namespace(operation.namespace);
    if (operation.op !== 'link.delete') return namespace !== undefined;
    return namespace?.find(operation.name, operation.ifindex)?.name === operation.name;
  });
  if (left.length === 0) return [];
  const { outcomes } = await driver.apply(left, {
    after: left.map((_, index) => (index > 0 ? [index - 1] : [])),
    signal: new AbortController().signal,
    onOutcome: () => undefined,
  });
  return outcomes.flatMap((outcome, index) => {
    const operation = left[index];
    if (outcome.status === 'done' || !operation) return [];
    const why = outcome.status === 'failed' ? (outcome.kernelMessage ?? outcome.errno) : outcome.status;
    return [`${operation.op} in the end failed: ${why}; what it was about is out of service`];
  });
}
