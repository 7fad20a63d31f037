import { parentPort } from 'node:worker_threads';
import { Engine } from '../engine/engine.js';
import type { Reply, Request } from '../rpc/messages.js';
import { serve } from '../rpc/serve.js';

// The thread that makes every system call of the driver, and that nothing else uses.
if (parentPort !== null) {
  const port = parentPort;
  serve(new Engine(), {
    post: (message: Reply, transfer: readonly ArrayBuffer[] = []) => port.postMessage(message, transfer),
    listen: (receive: (message: Request) => void) => port.on('message', receive),
  });
}
