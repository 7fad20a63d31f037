import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { BroadcastChannel, Worker, type WorkerOptions } from 'node:worker_threads';
import type { NamespaceRef } from '@netloom/core';
import { DriverError, isHost } from '@netloom/core/driver';
import { namespaceFile } from '../namespace/namespace-path.js';

/** A worker thread that lives in a namespace. */
export type NamespaceWorker = Worker & AsyncDisposable;

/**
 * Starts a worker thread in the namespace: it enters before any of the file's code is loaded, and stays. Resolves when it
 * is inside.
 *
 * @throws {@link DriverError} where there is no such namespace, or it cannot be entered.
 */
export async function startWorker(
  namespace: NamespaceRef,
  file: string | URL,
  options: WorkerOptions = {},
): Promise<NamespaceWorker> {
  if (isHost(namespace)) return disposable(new Worker(file, options));
  const entrance = new URL('enter.js', import.meta.url);
  entrance.searchParams.set('path', namespaceFile(namespace));
  if (typeof namespace === 'string') entrance.searchParams.set('name', namespace);
  const name = `netloom ${randomUUID()}`;
  entrance.searchParams.set('channel', name);

  const channel = new BroadcastChannel(name);
  const worker = new Worker(file, {
    ...options,
    execArgv: [...(options.execArgv ?? process.execArgv), '--import', entrance.href],
  });
  const inside = new Promise<void>((resolve) => {
    channel.addEventListener('message', () => resolve(), { once: true });
  });
  try {
    await Promise.race([inside, failed(worker)]);
  } finally {
    channel.close();
  }
  return disposable(worker);
}

/** Rejects when the worker ends before it is inside. */
async function failed(worker: Worker): Promise<never> {
  try {
    await once(worker, 'exit');
  } catch (cause) {
    throw new DriverError(`the worker could not enter: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
  throw new DriverError('the worker ended before it entered');
}

/** Node 24 gives workers this themselves. */
function disposable(worker: Worker): NamespaceWorker {
  const dispose = async (): Promise<void> => {
    await worker.terminate();
  };
  return Object.assign(worker, { [Symbol.asyncDispose]: dispose });
}
