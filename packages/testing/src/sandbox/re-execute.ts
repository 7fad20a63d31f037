import { isMainThread } from 'node:worker_threads';
import { environment } from './environment.js';
import { sandboxed, type Isolation } from './isolation.js';
import { signalCommand } from './signal-command.js';

/** Signals by which somebody ends a process; a runner that waits too long, say. */
const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/**
 * Executes this process anew in a sandbox, with the same arguments, hands on what passes between it and whoever started
 * it, and ends as it ends.
 */
export async function reExecute(isolation: Isolation): Promise<never> {
  if (!isMainThread) {
    throw new Error(
      'a thread cannot be executed anew in a sandbox: have AVA use processes, with `workerThreads: false`',
    );
  }
  const { execa } = await import('execa');
  const command = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const [file, ...args] = sandboxed(isolation, command);
  const subprocess = execa(file, args, {
    env: environment(),
    stdio: 'inherit',
    ipc: process.send !== undefined,
    serialization: 'advanced',
    buffer: false,
    reject: false,
  });
  subprocess.on('message', (message) => process.send?.(message));
  const toInside = (message: unknown): void => {
    if (subprocess.connected) subprocess.send(message as object);
  };
  process.on('message', toInside);
  const { pid } = subprocess;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (pid !== undefined) signalCommand(pid, isolation, signal);
    });
  }
  const { exitCode = 1 } = await subprocess;
  process.off('message', toInside);
  // All has been said inside: a runner that watches over process.exit() is to hear nothing of this one.
  if (process.connected) process.disconnect();
  process.exit(exitCode);
}
