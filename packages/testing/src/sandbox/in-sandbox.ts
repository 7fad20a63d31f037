import { isInside } from './environment.js';
import { findIsolation } from './find-isolation.js';
import { reExecute } from './re-execute.js';
import { skippingTest, type TestFunction } from './skipping-test.js';

/**
 * Has a test file run in a sandbox, by one line at its beginning: the file is executed anew in a child that is inside, and
 * this process hands on its output, messages, signals and exit status. Each file gets a kernel network of its own. Where no
 * sandbox can be made, every test of the file is skipped, with the reason in its title.
 *
 * Works with every runner that gives each file a process: AVA with `workerThreads: false`, and node:test. In a process
 * that is in a sandbox already nothing is done.
 *
 * @param test - The runner's own `test`.
 * @returns The same, or one that skips.
 * @throws Error in a worker thread: a thread cannot be executed anew.
 *
 * @example
 *   import ava from 'ava';
 *   const test = await inSandbox(ava);
 * @example
 *   import nodeTest from 'node:test';
 *   const test = await inSandbox(nodeTest);
 */
export async function inSandbox<T extends TestFunction>(test: T): Promise<T> {
  if (isInside()) return test;
  const found = await findIsolation();
  if (found.isolation === undefined) return skippingTest(test, `no sandbox can be made: ${found.reason}`);
  return await reExecute(found.isolation);
}
