import { readdir } from 'node:fs/promises';
import { NETNS_FOLDER, namespaceIdentity } from './identity.js';

/** The names of the named namespaces, sorted, without plain files that a crash left behind. */
export async function namespaceNames(): Promise<readonly string[]> {
  const names = await entries();
  const identities = await Promise.all(names.map((name) => namespaceIdentity(name)));
  return names.filter((_, index) => identities[index] !== undefined).toSorted();
}

async function entries(): Promise<readonly string[]> {
  try {
    return await readdir(NETNS_FOLDER);
  } catch (error) {
    // The first `ip netns add` makes the folder.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
