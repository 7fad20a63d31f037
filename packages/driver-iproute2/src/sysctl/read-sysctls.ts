import { readFile } from 'node:fs/promises';
import { type NamespaceRef, type StateQuery, isHost, namespaceKey } from '@netloom/core';
import type { Tools } from '../exec/tools.js';
import { wrap } from '../wrap.js';
import { sysctlPath } from './sysctl-path.js';

type Values = Record<string, string>;

/** The values of parameters, by the key of their namespace. One that does not exist, or cannot be read, is left out. */
export async function readSysctls(
  asked: NonNullable<StateQuery['sysctls']>,
  tools: Tools,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, Values>> {
  const byNamespace = new Map<string, { namespace: NamespaceRef; keys: string[] }>();
  for (const { namespace, key } of asked) {
    const own = byNamespace.get(namespaceKey(namespace)) ?? { namespace, keys: [] };
    own.keys.push(key);
    byNamespace.set(namespaceKey(namespace), own);
  }
  const read = [...byNamespace].map(
    async ([key, { namespace, keys }]) =>
      [key, isHost(namespace) ? await readHere(keys) : await readThere(namespace, keys, tools, signal)] as const,
  );
  return new Map(await Promise.all(read));
}

async function readHere(keys: readonly string[]): Promise<Values> {
  const values: Values = {};
  for (const key of keys) {
    const value = await readFile(sysctlPath(key), 'utf8').catch(() => undefined);
    if (value !== undefined) values[key] = value.trimEnd();
  }
  return values;
}

/** `grep -sH ''` prints each line of each file behind the file's name, and passes over files that are not there. */
async function readThere(
  namespace: NamespaceRef,
  keys: readonly string[],
  tools: Tools,
  signal: AbortSignal | undefined,
): Promise<Values> {
  const byPath = new Map(keys.map((key) => [sysctlPath(key), key]));
  const command = tools.programs(wrap(namespace, 'grep', ['-sH', '', ...byPath.keys()]));
  const finished = await tools.processes.run(command, { signal });
  const values: Values = {};
  for (const line of (finished?.stdout ?? '').split('\n')) {
    const colon = line.indexOf(':');
    const key = byPath.get(line.slice(0, colon));
    if (key !== undefined && values[key] === undefined) values[key] = line.slice(colon + 1);
  }
  return values;
}
