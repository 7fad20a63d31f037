import { readdirSync, statfsSync, statSync } from 'node:fs';
import { NSFS_MAGIC } from '../libc/constants.js';
import { NAMESPACE_DIRECTORY } from './namespace-path.js';

/** The names of the namespaces, sorted. Files that nothing is mounted on (left behind by a crash) are no namespaces. */
export function listNamespaces(): readonly string[] {
  let names: string[];
  try {
    names = readdirSync(NAMESPACE_DIRECTORY);
  } catch {
    return [];
  }
  return names.filter((name) => isNamespaceFile(`${NAMESPACE_DIRECTORY}/${name}`)).toSorted();
}

/** The namespaces by name, each with what tells it from a later one that has its name: see `NamespaceIdentity`. */
export function markNamespaces(): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  for (const name of listNamespaces()) {
    try {
      const { ino, ctimeNs } = statSync(`${NAMESPACE_DIRECTORY}/${name}`, { bigint: true });
      result.set(name, `${ino} ${ctimeNs}`);
    } catch {
      // Gone since it was listed.
    }
  }
  return result;
}

/** Tells whether a namespace is mounted on the file. */
export function isNamespaceFile(path: string): boolean {
  try {
    return statfsSync(path).type === NSFS_MAGIC;
  } catch {
    return false;
  }
}
