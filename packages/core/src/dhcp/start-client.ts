import { open } from 'node:fs/promises';
import { execa } from 'execa';
import type { ClientFiles } from './client-files.js';
import { CLIENT_ENVIRONMENT } from './installed-client.js';
import { sendSignal } from './process-identity.js';

/** A process that runs on without us. */
export interface Detached {
  /** Aborted when it ends. */
  readonly ended: AbortSignal;
  /** Forces it, and all that it started, to end, and waits for it. */
  kill(): Promise<void>;
}

/** Starts a client that outlives this process, in a session of its own, and keeps what it says in its log. */
export async function startClient(
  [file, ...args]: readonly [file: string, ...args: string[]],
  files: ClientFiles,
): Promise<Detached> {
  // The client itself writes there: a stream through this process would end with it.
  await using log = await open(files.log, 'a', 0o600);
  const output = log.createWriteStream({ autoClose: false });
  const subprocess = execa(file, args, {
    ...CLIENT_ENVIRONMENT,
    detached: true,
    cleanup: false,
    reject: false,
    buffer: false,
    stdio: ['ignore', output, output],
  });
  subprocess.unref();
  const ended = new AbortController();
  const exit = subprocess.then(() => ended.abort());
  return {
    ended: ended.signal,
    async kill() {
      // Nobody else has the pid, since this process has not yet been told of the end.
      if (subprocess.pid !== undefined && !ended.signal.aborted) sendSignal(-subprocess.pid, 'SIGKILL');
      subprocess.ref();
      await exit;
    },
  };
}
