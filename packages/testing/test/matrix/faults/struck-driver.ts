import { DriverError, type ApplyOptions, type Driver, type KernelOperation, type StateQuery } from '@netloom/core';
import { mockDriver, type Fault, type MockDriver, type SimulatedKernel } from '@netloom/testing';

export type Effect = NonNullable<Fault['effect']>;

/** What strikes a transaction, and what strikes its rollback. */
export interface Strike {
  /** The operation of the commit that fails, counted from 0. */
  readonly at: number;
  readonly errno: string;
  readonly effect: Effect;
  /** Whether the n-th operation of the rollback (from 0) fails. */
  readonly back?: (place: number, operation: KernelOperation) => boolean;
  readonly backEffect?: Effect;
  /** Whether the n-th read after the failure (from 0) fails. */
  readonly unreadable?: (place: number) => boolean;
  /** Whether the n-th `apply` after the failure (from 0) is a defect: it rejects. */
  readonly defect?: (place: number) => boolean;
  /** The same in words. */
  readonly what?: string;
}

/** A mock driver that fails as it is told, and then knows what its rollback consisted of. */
export class StruckDriver implements Driver {
  readonly name = 'struck';
  readonly durable = false;
  readonly mock: MockDriver;
  /** Operations of the rollback that took effect. */
  readonly backDone: KernelOperation[] = [];
  /** Operations of the first `apply`, which is the commit's. */
  firstCount = 0;
  readonly #strike: Strike | undefined;
  #failed = false;
  #backSeen = 0;
  #readsSince = 0;
  #appliesSince = 0;

  constructor(kernel: SimulatedKernel, strike?: Strike) {
    this.mock = mockDriver({ kernel });
    this.#strike = strike;
    if (!strike) return;
    const { at, errno, effect } = strike;
    this.mock.fail({ nth: at + 1, errno, effect });
    if (strike.back)
      this.mock.fail({
        when: (operation) => this.#strikesBack(operation),
        times: Infinity,
        errno,
        effect: strike.backEffect ?? 'fails',
      });
  }

  /** Whether the fault has struck. */
  get struck(): boolean {
    return this.#failed;
  }

  /** Operations that the rollback tried. */
  get backSeen(): number {
    return this.#backSeen;
  }

  async capabilities(): ReturnType<Driver['capabilities']> {
    return this.mock.capabilities();
  }

  async apply(operations: readonly KernelOperation[], options: ApplyOptions): ReturnType<Driver['apply']> {
    const back = this.#failed;
    if (this.firstCount === 0) this.firstCount = operations.length;
    if (back && this.#strike?.defect?.(this.#appliesSince++) === true) throw new TypeError('a defect of the driver');
    const begun = this.mock.applied.length;
    const result = await this.mock.apply(operations, options);
    if (back) this.backDone.push(...this.mock.applied.slice(begun));
    if (result.outcomes.some(({ status }) => status === 'failed' || status === 'unknown')) this.#failed = true;
    return result;
  }

  async read(query: StateQuery): ReturnType<Driver['read']> {
    if (this.#failed && this.#strike?.unreadable?.(this.#readsSince++) === true) {
      throw new DriverError('the state cannot be read', { errno: 'ENOBUFS' });
    }
    return this.mock.read(query);
  }

  async close(): Promise<void> {
    await this.mock.close();
  }

  #strikesBack(operation: KernelOperation): boolean {
    if (!this.#failed) return false;
    return this.#strike?.back?.(this.#backSeen++, operation) === true;
  }
}
