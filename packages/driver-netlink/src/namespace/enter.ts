import { isMainThread } from 'node:worker_threads';
import { CLONE_NEWNET } from '../libc/constants.js';
import { libc } from '../libc/libc.js';
import { check } from '../libc/check.js';

/**
 * Runs `action` with the calling thread in the namespace of a descriptor, and takes it back home after. Synchronous on
 * purpose: whatever runs later must find the thread at home. A thread that cannot get home would do all further work
 * in a foreign namespace, so the process (in a worker: the worker) ends there.
 *
 * @param what - What is entered, for the error of one that cannot be: EINVAL for a file that no namespace is mounted on.
 */
export function inNamespace<T>(target: number, home: number, action: () => T, what = 'a namespace'): T {
  check(libc().setns(target, CLONE_NEWNET), `enter ${what}`);
  try {
    return action();
  } finally {
    goHome(home);
  }
}

/** Takes the calling thread home, or ends it. In a worker thread only `exit` does that: `abort` throws there. */
export function goHome(home: number): void {
  if (libc().setns(home, CLONE_NEWNET) !== -1) return;
  if (isMainThread) process.abort();
  process.exit(LOST);
}

/** EX_OSERR of sysexits.h. */
const LOST = 71;
