import type { Driver } from '@netloom/core';
import { LocalEngine } from './engine/local-engine.js';
import { EngineDriver } from './netlink-driver.js';
import { WorkerEngine } from './worker/worker-engine.js';

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
  const engine = options.thread === 'main' ? new LocalEngine() : new WorkerEngine();
  return new EngineDriver(engine, { ...options });
}
