import { readdir, readFile, stat } from 'node:fs/promises';
import type { NamespaceIdentity } from '../state/network-state.js';

/** A process that lives in a namespace. */
export interface Resident {
  readonly pid: number;
  readonly command: string;
}

/**
 * The processes whose network namespace is the given one, as far as this process may see them (`ip netns pids`). Their
 * namespace lives on as long as they do, without its name.
 */
export async function processesIn({ inode }: NamespaceIdentity): Promise<Resident[]> {
  const names = await readdir('/proc').catch(() => []);
  const found = await Promise.all(
    names
      .filter((name) => /^[0-9]+$/.test(name))
      .map(async (pid): Promise<Resident[]> => {
        // It may end at any moment, or be somebody else's.
        const namespace = await stat(`/proc/${pid}/ns/net`).catch(() => undefined);
        if (namespace?.ino !== inode) return [];
        const command = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
        return [{ pid: Number(pid), command: command.trim() }];
      }),
  );
  return found.flat();
}
