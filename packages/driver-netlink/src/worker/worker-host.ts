import { Worker } from 'node:worker_threads';
import { DriverError } from '@netloom/core/driver';
import type { EngineHost } from '../rpc/hosted-engine.js';
import type { Reply, Request } from '../rpc/messages.js';
import { RemoteEngine } from '../rpc/remote-engine.js';

/** Starts an engine in a worker thread that nothing else uses. */
export function startWorkerHost(onGone: () => void): EngineHost {
  const worker = new Worker(new URL('engine-worker.js', import.meta.url), {
    name: 'netloom-netlink',
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
  });
  const engine = new RemoteEngine({
    post: (message: Request) => worker.postMessage(message),
    listen: (receive: (message: Reply) => void) => worker.on('message', receive),
  });
  const gone = (reason: string, cause?: unknown): void => {
    onGone();
    engine.fail(new DriverError(`the netlink driver's thread ended: ${reason}`, { cause }));
  };
  worker.on('error', (error) => gone(error.message, error));
  worker.on('exit', (code) => gone(`exit code ${code}`));
  return {
    engine,
    ref: () => worker.ref(),
    unref: () => worker.unref(),
    async stop() {
      await worker.terminate();
    },
  };
}
