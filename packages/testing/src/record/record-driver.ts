import type { ApplyOptions, ApplyResult, Capabilities, Driver, NetworkState, StateQuery } from '@netloom/core';
import type { KernelOperation } from '@netloom/core';
import { driverWith } from '../driver-with.js';
import { Recorder } from './recorder.js';

/** Where a driver is recorded, and how much of it. */
export interface RecordOptions {
  /**
   * The log, a regular file. It is made where it is missing, with mode 0600, and continued where it is there. One process at
   * a time writes to it.
   */
  readonly file: string | URL;
  /** How large the log may become, in bytes; 16 MiB unless said otherwise. After that nothing is recorded any more. */
  readonly maxBytes?: number;
}

const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Has a driver write down what it is asked and what it answers: what the kernel can do, the states that were read, the
 * operations with their outcomes. {@link replay} makes a test of the log. The log is of JSON lines, each written at once,
 * so that of a process that is killed everything up to its last moment is there. It holds the names, addresses and routes
 * of the machine, and is for its owner's eyes only.
 *
 * A log that cannot be written, on a full disk say, changes nothing for the transaction: a warning with the code
 * `NETLOOM_RECORDING_STOPPED` is emitted, and the driver goes on without.
 *
 * @param driver - Any driver; the result has all that it has.
 * @throws RangeError where `maxBytes` is no positive number.
 *
 * @example
 *   const net = createNet({ driver: recordDriver(netlink(), { file: '/var/log/netloom.jsonl' }) });
 */
export function recordDriver<D extends Driver>(driver: D, { file, maxBytes = MAX_BYTES }: RecordOptions): D {
  if (!(maxBytes > 0)) throw new RangeError(`Expected \`maxBytes\` to be more than 0, got ${maxBytes}`);
  const recorder = new Recorder(driver.name, file, maxBytes);
  return driverWith(driver, recordedCalls(driver, recorder));
}

function recordedCalls(driver: Driver, recorder: Recorder): Pick<Driver, 'capabilities' | 'apply' | 'read' | 'close'> {
  const told = async <T>(call: string, promise: Promise<T>): Promise<T> => {
    try {
      return await promise;
    } catch (error) {
      recorder.failed(call, error);
      throw error;
    }
  };
  return {
    async capabilities(wanted?: readonly string[]): Promise<Capabilities> {
      const capabilities = await told('capabilities', driver.capabilities(wanted));
      recorder.capabilities(capabilities);
      return capabilities;
    },
    async apply(operations: readonly KernelOperation[], options: ApplyOptions): Promise<ApplyResult> {
      const id = recorder.begun(operations, options.phase ?? 'commit');
      const result = await told('apply', driver.apply(operations, options));
      recorder.ended(id, result.outcomes);
      return result;
    },
    async read(query: StateQuery): Promise<NetworkState> {
      const state = await told('read', driver.read(query));
      recorder.state(state);
      return state;
    },
    async close(): Promise<void> {
      try {
        await driver.close();
      } finally {
        recorder.close();
      }
    },
  };
}
