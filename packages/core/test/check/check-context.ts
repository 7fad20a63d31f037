import { execa } from 'execa';
import type { Options } from 'execa';
import type { CheckContext, Exec, NamespaceRef, ProbeTarget } from '@netloom/core';

/** A check's context without a network: commands run as they are, or as `command` says. */
export function checkContext(parts: {
  readonly signal?: AbortSignal;
  readonly probe?: (target: ProbeTarget) => Promise<void>;
  readonly command?: (file: string, args: readonly string[]) => readonly [file: string, args: readonly string[]];
}): CheckContext {
  const { signal = new AbortController().signal, probe, command = (file, args) => [file, args] as const } = parts;
  return {
    namespace: 'web',
    signal,
    leases: [],
    inspect: () => Promise.reject(new Error('a check of reachability reads no state')),
    exec: ((_namespace: NamespaceRef, file: string, args: readonly string[] = [], options: Options = {}): unknown => {
      const [program, rest] = command(file, args);
      return execa(program, rest, options);
    }) as Exec,
    ...(probe === undefined ? {} : { probe }),
  };
}
