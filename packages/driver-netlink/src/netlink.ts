import type { Driver } from '@netloom/core';
import type { EngineClient } from './engine/engine-client.js';
import { LazyEngine } from './engine/lazy-engine.js';
import { EngineDriver } from './netlink-driver.js';

export interface NetlinkOptions {
  /**
   * Where the system calls are made. `worker` (the default): in a thread of the driver's own, so that the event loop never
   * waits. `main`: in the calling thread, for short-lived processes, which saves the thread's start (about 0.1 s).
   */
  readonly thread?: 'worker' | 'main';
}

/** What {@link netlink} gives. */
export interface NetlinkDriver extends Driver {
  readonly name: 'netlink';
}

/**
 * A driver that speaks rtnetlink itself and needs no program on the machine. Nothing is loaded or started before its
 * first use.
 *
 * @example
 *   await using net = createNet({ driver: netlink() });
 */
export function netlink(options: NetlinkOptions = {}): NetlinkDriver {
  const load = options.thread === 'main' ? localEngine : workerEngine;
  return new EngineDriver(new LazyEngine(load), { ...options });
}

async function workerEngine(): Promise<EngineClient> {
  const { WorkerEngine } = await import('./worker/worker-engine.js');
  return new WorkerEngine();
}

async function localEngine(): Promise<EngineClient> {
  const { LocalEngine } = await import('./engine/local-engine.js');
  return new LocalEngine();
}
