import { mkdirSync, unlinkSync } from 'node:fs';
import {
  CLONE_NEWNET,
  LOCK_EX,
  LOCK_NB,
  MNT_DETACH,
  MS_BIND,
  MS_REC,
  MS_SHARED,
  O_CLOEXEC,
  O_CREAT,
  O_EXCL,
  O_RDONLY,
} from '../libc/constants.js';
import { errnoName } from '../libc/errno.js';
import { libc } from '../libc/libc.js';
import { check } from '../libc/check.js';
import { SystemError } from '../libc/system-error.js';
import { goHome } from './enter.js';
import { isNamespaceFile } from './namespace-directory.js';
import { NAMESPACE_DIRECTORY, namespacePath } from './namespace-path.js';

/**
 * Makes a named namespace as `ip netns add` does: an empty file in {@link NAMESPACE_DIRECTORY} with a new namespace
 * mounted on it. `inside` runs while the thread is in the new namespace.
 *
 * @throws {@link SystemError}: EEXIST where the file exists, EPERM without CAP_SYS_ADMIN.
 */
export function addNamespace<T>(name: string, home: number, inside: () => T): T {
  const path = namespacePath(name);
  shareDirectory();
  createFile(path);
  try {
    check(libc().unshare(CLONE_NEWNET), 'make a namespace');
    try {
      // thread-self: `self` is the main thread, which is never moved.
      check(libc().mount('/proc/thread-self/ns/net', path, 'none', MS_BIND, null), `mount a namespace on ${path}`);
      return inside();
    } finally {
      goHome(home);
    }
  } catch (error) {
    libc().umount2(path, MNT_DETACH);
    unlinkSync(path);
    throw error;
  }
}

/**
 * Removes a named namespace as `ip netns delete` does. The kernel clears it up once nothing is left that uses it.
 *
 * @throws {@link SystemError}: ENOENT where there is none.
 */
export function deleteNamespace(name: string): void {
  const path = namespacePath(name);
  // A file that nothing is mounted on is removed as well, as `ip` does.
  libc().umount2(path, MNT_DETACH);
  try {
    unlinkSync(path);
  } catch (cause) {
    throw new SystemError(`remove ${path}`, (cause as NodeJS.ErrnoException).code ?? 'EIO');
  }
}

/**
 * Gives a named namespace another name: mounted there first and then unmounted here, so that it has a name at every
 * moment. A file of the new name that no namespace is mounted on is taken over.
 *
 * @throws {@link SystemError}: ENOENT where there is none, EEXIST where the name is another namespace's.
 */
export function renameNamespace(from: string, to: string): void {
  const [source, target] = [namespacePath(from), namespacePath(to)];
  if (!isNamespaceFile(source)) throw new SystemError(`rename ${source}`, 'ENOENT');
  if (isNamespaceFile(target)) throw new SystemError(`rename ${source} to ${target}`, 'EEXIST');
  const c = libc();
  c.close(check(c.open(target, O_RDONLY | O_CREAT | O_CLOEXEC, 0), `create ${target}`));
  try {
    check(c.mount(source, target, 'none', MS_BIND, null), `mount a namespace on ${target}`);
  } catch (error) {
    unlinkSync(target);
    throw error;
  }
  deleteNamespace(from);
}

function createFile(path: string): void {
  const c = libc();
  const create = (): number => c.open(path, O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0);
  let fd = create();
  if (fd === -1 && errnoName(c.errno()) === 'ENOENT') {
    // The directory was there before, and somebody has taken it away since.
    shared = false;
    shareDirectory();
    fd = create();
  }
  c.close(check(fd, `create ${path}`));
}

let shared = false;

/**
 * Makes the directory a shared mount, so that a namespace that is unmounted here goes away in other mount namespaces
 * too; `ip netns add` does the same, and finds it done. Of several that do it at once only one may mount it on itself,
 * so the directory is locked meanwhile, as `ip` locks it.
 */
function shareDirectory(): void {
  if (shared) return;
  mkdirSync(NAMESPACE_DIRECTORY, { recursive: true, mode: 0o755 });
  const c = libc();
  const fd = check(c.open(NAMESPACE_DIRECTORY, O_RDONLY | O_CLOEXEC, 0), `open ${NAMESPACE_DIRECTORY}`);
  try {
    lock(fd);
    if (c.mount('', NAMESPACE_DIRECTORY, 'none', MS_SHARED | MS_REC, null) === -1) {
      const errno = errnoName(c.errno());
      if (errno !== 'EINVAL') throw new SystemError(`share ${NAMESPACE_DIRECTORY}`, errno);
      check(c.mount(NAMESPACE_DIRECTORY, NAMESPACE_DIRECTORY, 'none', MS_BIND | MS_REC, null), 'mount the directory');
      check(c.mount('', NAMESPACE_DIRECTORY, 'none', MS_SHARED | MS_REC, null), `share ${NAMESPACE_DIRECTORY}`);
    }
  } finally {
    c.close(fd);
  }
  shared = true;
}

/** Others hold the lock for a few system calls; one that does not let go of it is not waited for. */
const LOCK_ATTEMPTS = 100;
const LOCK_PAUSE_MS = 2;

function lock(fd: number): void {
  for (let attempt = 0; attempt < LOCK_ATTEMPTS; attempt += 1) {
    if (libc().flock(fd, LOCK_EX | LOCK_NB) === 0) return;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOCK_PAUSE_MS);
  }
}
