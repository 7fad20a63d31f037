import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UnsupportedError } from '@netloom/core';
import type { Options, Result } from 'execa';
import { environment } from './environment.js';
import { findIsolation } from './find-isolation.js';
import { sandboxed } from './isolation.js';

/** A JavaScript file that Node runs, as a path or a `file:` URL object; or a command with its arguments. */
export type SandboxTarget = string | URL | readonly [file: string, ...args: string[]];

/**
 * Runs a file or a command on the real kernel, where it can do no harm: in a private user, mount, network and pid
 * namespace. It sees itself as root; its network has nothing but `lo`, down, as a new namespace has; its `/run` is empty.
 * No privilege is needed. Nothing is left behind: links, namespaces and processes end with the command, and the command
 * ends with this process, however that ends. `unshare --user --map-root-user --net --mount --pid --fork COMMAND`, see
 * unshare(1).
 *
 * In a container that forbids mounting `/proc` there is no pid namespace; processes that are left behind are ended then as
 * long as this process lives.
 *
 * @param target - A JavaScript file, run by this Node, its path relative to `cwd`; or a command and its arguments, run
 *   without a shell: an unknown one ends with the exit code 127, or 126 where a folder of the
 *   path cannot be looked into (execvp(3)).
 * @param options - Those of execa. What `cancelSignal` or `timeout` ends, ends at once.
 * @returns The result of execa. A command that a signal ended has the exit code 128 + the signal's number, as in a shell.
 * @throws TypeError for a command without any word.
 * @throws UnsupportedError where no sandbox can be made, with the reason: see {@link whyNoSandbox}.
 * @throws ExecaError where the command fails, unless `reject` is `false`.
 *
 * @example
 *   const { stdout } = await sandbox(['ip', '-brief', 'link']);
 *   await sandbox(new URL('./network.test.js', import.meta.url), { stdio: 'inherit' });
 */
export async function sandbox<const O extends Options = {}>(target: SandboxTarget, options?: O): Promise<Result<O>> {
  const found = await findIsolation();
  if (found.isolation === undefined) throw new UnsupportedError(`no sandbox can be made: ${found.reason}`);
  const { execa } = await import('execa');
  const [file, ...args] = sandboxed(found.isolation, commandOf(target, options?.cwd));
  const env = { ...options?.env, ...environment(options?.env) };
  const result: unknown = await execa(file, args, { killSignal: 'SIGKILL', ...options, env });
  // The options decide the result's type, and the only one that was added is none that does.
  return result as Result<O>;
}

/**
 * Why no sandbox can be made on this machine; `undefined` where one can. User namespaces may be turned off by the
 * administrator (`user.max_user_namespaces`, `kernel.unprivileged_userns_clone`, AppArmor), util-linux may be missing, or
 * the machine is no Linux.
 */
export async function whyNoSandbox(): Promise<string | undefined> {
  const found = await findIsolation();
  return found.isolation === undefined ? found.reason : undefined;
}

function commandOf(target: SandboxTarget, cwd: string | URL = ''): readonly string[] {
  if (target instanceof URL) return [process.execPath, fileURLToPath(target)];
  // Absolute, so that no name of a file is an option of Node.
  if (typeof target === 'string')
    return [process.execPath, resolve(cwd instanceof URL ? fileURLToPath(cwd) : cwd, target)];
  if (target.length === 0) throw new TypeError('Expected a command to have the name of a program, got an empty list');
  return target;
}
