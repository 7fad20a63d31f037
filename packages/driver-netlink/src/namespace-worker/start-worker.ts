import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { BroadcastChannel, Worker, type WorkerOptions } from 'node:worker_threads';
import type { HOST, NamespaceRef } from '@netloom/core';
import { DriverError, UnsupportedError, isHost } from '@netloom/core/driver';
import { namespaceFile } from '../namespace/namespace-path.js';
import { publicError } from '../rpc/plain-error.js';

/** A worker thread that lives in a namespace. */
export type NamespaceWorker = Worker & AsyncDisposable;

/**
 * Starts a worker thread in the namespace: it enters before any of the file's code is loaded, and stays. Resolves when it
 * is inside.
 *
 * @throws {@link DriverError} where there is no such namespace, or it cannot be entered.
 * @throws {@link UnsupportedError} for code in place of a file (`eval: true`).
 */
export async function startWorker(
  namespace: NamespaceRef,
  file: string | URL,
  options: WorkerOptions = {},
): Promise<NamespaceWorker> {
  if (isHost(namespace)) return disposable(new Worker(file, options));
  // Node runs such code without waiting for what it is to import first: it would be in the host's namespace.
  if (options.eval === true) throw new UnsupportedError(NO_EVAL);
  const entrance = entranceTo(namespace);
  const name = `netloom ${randomUUID()}`;
  entrance.searchParams.set('channel', name);

  const channel = new BroadcastChannel(name);
  const entered = new AbortController();
  try {
    const worker = start(file, options, ['--import', entrance.href]);
    const inside = new Promise<void>((resolve) => {
      channel.addEventListener('message', () => resolve(), { once: true });
    });
    await Promise.race([inside, failed(worker, entered.signal)]);
    return disposable(worker);
  } finally {
    channel.close();
    // From here on the worker's errors are for its owner: a listener of ours would swallow one that nobody listens for.
    entered.abort();
  }
}

/** The module that takes a thread into the namespace, with where to go in its address. */
function entranceTo(namespace: Exclude<NamespaceRef, typeof HOST>): URL {
  const entrance = new URL('enter.js', import.meta.url);
  try {
    entrance.searchParams.set('path', namespaceFile(namespace));
  } catch (error) {
    throw publicError(error);
  }
  if (typeof namespace === 'string') entrance.searchParams.set('name', namespace);
  return entrance;
}

/**
 * Starts a worker with these options of Node, and those of this process as far as a thread can have its own: options of
 * V8, and what is the process's (`--title`), hold for its threads anyway, and Node refuses them here.
 */
function start(file: string | URL, options: WorkerOptions, own: readonly string[]): Worker {
  if (options.execArgv !== undefined) {
    return new Worker(file, { ...options, execArgv: [...options.execArgv, ...own] });
  }
  try {
    return new Worker(file, { ...options, execArgv: [...process.execArgv, ...own] });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_INVALID_EXEC_ARGV') throw error;
    return new Worker(file, { ...options, execArgv: [...inheritable(process.execArgv), ...own] });
  }
}

/** Options by which modules are loaded, in both their forms. */
const LOADING = /^(?:--import|--require|-r|--loader|--experimental-loader|--conditions|-C)(=|$)/;

/** Of a process's options those without which the file might not load; the others a thread does without. */
function inheritable(argv: readonly string[]): readonly string[] {
  return argv.flatMap((option, at) => {
    const [, sign] = LOADING.exec(option) ?? [];
    if (sign === undefined) return [];
    return sign === '=' ? [option] : [option, argv[at + 1] ?? ''];
  });
}

const NO_EVAL =
  'a worker in a namespace takes no code (eval: true): give a file, or the code as a data: URL of type text/javascript';

/** Rejects when the worker ends before it is inside. */
async function failed(worker: Worker, entered: AbortSignal): Promise<never> {
  try {
    await once(worker, 'exit', { signal: entered });
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
