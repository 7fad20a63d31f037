import type { Capabilities, NamespaceRef } from '@netloom/core';
import { UnsupportedError } from '@netloom/core/driver';
import type { EngineClient } from '../engine/engine-client.js';
import { LazyEngine } from '../engine/lazy-engine.js';
import type { NamespaceWorker } from '../namespace-worker/start-worker.js';
import { EngineDriver } from '../netlink-driver.js';
import type { HelperHost } from './helper-host.js';
import { wrapRootless } from './wrap-rootless.js';

/** The driver over a helper in private namespaces. All that it makes is gone with the helper, which ends with the process. */
export class RootlessDriver extends EngineDriver {
  override readonly durable: boolean = false;
  readonly #helper: { current?: HelperHost };

  constructor() {
    const helper: { current?: HelperHost } = {};
    super(new LazyEngine(() => helperEngine(helper)));
    this.#helper = helper;
  }

  override async capabilities(wanted?: readonly string[]): Promise<Capabilities> {
    return { ...(await super.capabilities(wanted)), rootless: true };
  }

  override wrap(
    namespace: NamespaceRef,
    file: string,
    args: readonly string[],
  ): readonly [file: string, ...args: string[]] {
    return wrapRootless(this.#helper.current?.pid, namespace, file, args);
  }

  /** A file of this process is none of the helper's; and what is gone with the process needs no lock. */
  override tryLock(): Promise<boolean> {
    return Promise.reject(new UnsupportedError('a rootless network needs no locks'));
  }

  /** @throws UnsupportedError: a thread of this process cannot enter the user namespace of the helper. */
  override worker(): Promise<NamespaceWorker> {
    return Promise.reject(
      new UnsupportedError('a rootless network has no worker threads: run a process in the namespace by exec'),
    );
  }
}

async function helperEngine(helper: { current?: HelperHost }): Promise<EngineClient> {
  const { HostedEngine } = await import('../rpc/hosted-engine.js');
  const { startHelperHost } = await import('./helper-host.js');
  return new HostedEngine((onGone) => {
    helper.current = startHelperHost(() => {
      delete helper.current;
      onGone();
    });
    return helper.current;
  });
}
