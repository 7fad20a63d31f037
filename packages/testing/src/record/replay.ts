import { MockDriverImpl } from '../mock-driver/mock-driver-impl.js';
import type { MockDriver } from '../mock-driver/mock-driver.js';
import { KernelError } from '../simulated-kernel/kernel-error.js';
import type { ReplayDifference } from './difference.js';
import { readLog } from './read-log.js';
import { recordingOf, type RecordedStep } from './recording.js';
import { ReplayKernel } from './replay-kernel.js';

/** A transaction log as a test: begin where it began, and compare what happens with what happened. */
export interface Replay {
  /** The operations that were carried out, or failed, with their outcomes, in order. */
  readonly steps: readonly RecordedStep[];
  /**
   * For code of yours that is to do again what it did. It begins with the first state that was recorded and gives each
   * operation the outcome that it had, so that what failed in production fails here.
   */
  readonly driver: MockDriver;
  /** Where it went otherwise so far, with what was recorded and has not been asked for. Empty: all is as it was. */
  differences(): readonly ReplayDifference[];
  /**
   * Carries out what was recorded, without any code of yours: does the simulated kernel do what the real one did? Once, and
   * not after `driver` was used: each operation of the log is there for one time.
   *
   * @returns Where it went otherwise; empty where it did the same.
   */
  run(): readonly ReplayDifference[];
}

/**
 * Makes a test of a log that {@link recordDriver} wrote. It needs no kernel and no privileges. Indexes of links are not
 * compared, nor are MACs that somebody chose, for they are chosen anew each time; nor the kernel's texts.
 *
 * @throws SyntaxError for a file that is no such log; a torn last line is none of its faults.
 *
 * @example
 *   const log = await replay('incident.jsonl');
 *   t.deepEqual(log.run(), []);
 * @example
 *   const log = await replay('incident.jsonl');
 *   await using net = createNet({ driver: log.driver });
 *   await t.throwsAsync(connect(net, 'web'), { code: 'NETLOOM_ERR_COMMIT' });
 *   t.deepEqual(log.differences(), []);
 */
export async function replay(file: string | URL): Promise<Replay> {
  const recording = recordingOf(await readLog(file));
  const replayed = new ReplayKernel(recording);
  return {
    steps: recording.steps,
    driver: new MockDriverImpl(replayed.kernel, {}),
    differences: () => replayed.differences(),
    run() {
      for (const { operation } of recording.steps) carryOut(replayed, operation);
      return replayed.differences();
    },
  };
}

/** What fails was noted, where it should not have. */
function carryOut({ kernel }: ReplayKernel, operation: RecordedStep['operation']): void {
  try {
    kernel.apply(operation);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
  }
}
