import type { WorkerOptions } from 'node:worker_threads';
import type { Driver, NamespaceRef } from '@netloom/core';
import { UnsupportedError } from '@netloom/core/driver';
import type { EngineClient } from './engine/engine-client.js';
import { LazyEngine } from './engine/lazy-engine.js';
import type { NamespaceWorker } from './namespace-worker/start-worker.js';
import { EngineDriver } from './netlink-driver.js';
import { RootlessDriver } from './rootless/rootless-driver.js';

export interface NetlinkOptions {
  /**
   * Where the system calls are made. `worker` (the default): in a thread of the driver's own, so that the event loop never
   * waits. `main`: in the calling thread, for short-lived processes, which saves the thread's start (about 0.1 s).
   */
  readonly thread?: 'worker' | 'main';
  /**
   * Works without privilege, in a helper process with a private user, mount and network namespace (unshare(1)). "The host"
   * is the helper's empty network then, and all of it is gone with the process. Threads are not asked for: the helper has
   * its own.
   */
  readonly rootless?: boolean;
}

/** What {@link netlink} gives. */
export interface NetlinkDriver extends Driver {
  readonly name: 'netlink';
  /**
   * Starts a Node worker thread that lives in the namespace: what it opens by `http`, `net`, `dgram` or `fetch` is there.
   * Names are looked up from there as well, in the hosts file and by DNS; search domains and other sources of the C
   * library are not to be had. Resolves when the thread is inside; it ends by `terminate()` or at the end of the block
   * that it is used in.
   *
   * @example
   *   await using server = await driver.worker('blue', new URL('./server.js', import.meta.url));
   *
   * @param file - As `new Worker` takes it. Code (`eval: true`) is refused: Node would run it before the thread is inside;
   *   a `data:` URL is not.
   * @throws DriverError where there is no such namespace, or it cannot be entered; UnsupportedError for code, and where the
   *   driver is rootless.
   */
  worker(namespace: NamespaceRef, file: string | URL, options?: WorkerOptions): Promise<NamespaceWorker>;
}

/**
 * A driver that speaks rtnetlink itself and needs no program on the machine. Nothing is loaded or started before its
 * first use.
 *
 * @example
 *   await using net = createNet({ driver: netlink() });
 *
 * @throws UnsupportedError for options that there are not. What the machine lacks is found by the first use, and told by it.
 */
export function netlink(options: NetlinkOptions = {}): NetlinkDriver {
  checkOptions(options);
  if (options.rootless === true) return new RootlessDriver();
  const load = options.thread === 'main' ? localEngine : workerEngine;
  return new EngineDriver(new LazyEngine(load), { ...options });
}

/** A word that is misspelt must not be taken for the default, least of all where that needs more privilege. */
function checkOptions({ thread = 'worker', rootless = false }: NetlinkOptions): void {
  if (thread !== 'worker' && thread !== 'main') {
    throw new UnsupportedError(`netlink({ thread }) is 'worker' or 'main', not ${JSON.stringify(thread)}`);
  }
  if (typeof rootless !== 'boolean') {
    throw new UnsupportedError(`netlink({ rootless }) is true or false, not ${JSON.stringify(rootless)}`);
  }
}

async function workerEngine(): Promise<EngineClient> {
  const { HostedEngine } = await import('./rpc/hosted-engine.js');
  const { startWorkerHost } = await import('./worker/worker-host.js');
  return new HostedEngine(startWorkerHost);
}

async function localEngine(): Promise<EngineClient> {
  const { LocalEngine } = await import('./engine/local-engine.js');
  return new LocalEngine();
}
