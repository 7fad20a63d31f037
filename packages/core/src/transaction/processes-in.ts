import { readdir, readFile, stat } from 'node:fs/promises';
import type { NamespaceIdentity } from '../state/network-state.js';

/** A process that lives in a namespace. */
export interface Resident {
  readonly pid: number;
  readonly command: string;
  /** The name of the namespace. */
  readonly namespace: string;
}

/**
 * The processes that live in one of the network namespaces, as far as this process may see them (`ip netns pids`). Their
 * namespace lives on as long as they do, without its name.
 */
export async function processesIn(namespaces: ReadonlyMap<string, NamespaceIdentity>): Promise<Resident[]> {
  if (namespaces.size === 0) return [];
  const names = new Map([...namespaces].map(([name, { inode }]) => [inode, name]));
  const entries = await readdir('/proc').catch(() => []);
  const found = await Promise.all(
    entries
      .filter((entry) => /^[0-9]+$/.test(entry))
      .map(async (pid): Promise<Resident[]> => {
        // It may end at any moment, or be somebody else's.
        const inode = await stat(`/proc/${pid}/ns/net`).then(
          ({ ino }) => ino,
          () => undefined,
        );
        const namespace = inode === undefined ? undefined : names.get(inode);
        if (namespace === undefined) return [];
        const command = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
        return [{ pid: Number(pid), command: command.trim(), namespace }];
      }),
  );
  return found.flat();
}
