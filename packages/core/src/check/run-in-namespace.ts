import type { CheckContext } from '../transaction/check.js';

/** How a command ended. */
export interface Ended {
  readonly failed: boolean;
  /** The command does not exist. */
  readonly missing: boolean;
  /** What it wrote, its errors last. */
  readonly output: string;
}

/** Runs a command in the namespace of the check, without input, and waits for its end. */
export async function runInNamespace(
  { exec, namespace }: Pick<CheckContext, 'exec' | 'namespace'>,
  file: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<Ended> {
  const result = await exec(namespace, file, args, {
    stdin: 'ignore',
    reject: false,
    cancelSignal: signal,
    maxBuffer: 10_000,
    forceKillAfterDelay: 500,
  });
  const output = `${result.stdout}\n${result.stderr}`;
  // Started directly it is ENOENT; `ip netns exec` says it in words.
  const missing = result.failed && (result.code === 'ENOENT' || /^exec of .* failed: No such file/m.test(output));
  return { failed: result.failed, missing, output };
}
