import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { DriverError, UnsupportedError } from '@netloom/core/driver';
import type { EngineHost } from '../rpc/hosted-engine.js';
import type { Reply, Request } from '../rpc/messages.js';
import { RemoteEngine } from '../rpc/remote-engine.js';

export interface HelperHost extends EngineHost {
  readonly pid: number | undefined;
}

/** A user namespace of its own in which the user is root, with a network and a mount namespace (unshare(1)). */
const UNSHARE = ['--user', '--map-root-user', '--net', '--mount', '--'] as const;

/** Starts an engine in a helper process. A process with threads, as Node's is, cannot enter a user namespace itself. */
export function startHelperHost(onGone: () => void): HelperHost {
  const file = fileURLToPath(new URL('helper.js', import.meta.url));
  const child = spawn('unshare', [...UNSHARE, process.execPath, file], {
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    // Bytes are among what it says, which JSON cannot hold.
    serialization: 'advanced',
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  let isRunning = false;
  const engine = new RemoteEngine({
    post: (message: Request) => child.send(message),
    listen: (receive: (message: Reply) => void) =>
      child.on('message', (message) => {
        isRunning = true;
        receive(message as Reply);
      }),
  });
  const gone = (reason: string, cause?: unknown): void => {
    onGone();
    engine.fail(
      isRunning
        ? new DriverError(`the rootless helper ended: ${reason}`, { cause })
        : new UnsupportedError(`no rootless network can be made here: ${said.trim() || reason}`, { cause }),
    );
  };
  child.on('error', (error) => gone(error.message, error));
  child.on('close', (code, signal) => gone(`exit code ${code ?? signal}`));
  return {
    engine,
    get pid() {
      return child.pid;
    },
    ref: () => reference(child, true),
    unref: () => reference(child, false),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** A child keeps the process alive by itself, by its channel, and by what is read of it. */
function reference(child: ChildProcess, keep: boolean): void {
  const { channel, stderr } = child;
  const pipe = stderr as unknown as { ref(): void; unref(): void } | null;
  for (const each of [child, channel, pipe]) {
    if (keep) each?.ref();
    else each?.unref();
  }
}
