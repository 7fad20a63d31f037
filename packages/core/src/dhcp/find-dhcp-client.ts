import { readFile } from 'node:fs/promises';
import { clientFiles } from './client-files.js';
import type { ClientOwner } from './client-files.js';
import type { DhcpClientHandle } from './dhcp-client.js';

/**
 * The client whose folder this is, also one that another process started and had no time to write down: the client's
 * process writes its pid itself, before it becomes the client. `undefined` where none was started.
 */
export async function findDhcpClient(directory: string): Promise<DhcpClientHandle | undefined> {
  const files = clientFiles(directory);
  let owner: ClientOwner;
  let line: string;
  try {
    owner = JSON.parse(await readFile(files.owner, 'utf8')) as ClientOwner;
    line = await readFile(files.process, 'utf8');
  } catch {
    return undefined;
  }
  const [, pid, startTime] = /^([0-9]+) ([0-9]+)\n$/.exec(line) ?? [];
  return pid === undefined || startTime === undefined
    ? undefined
    : { ...owner, pid: Number(pid), startTime, directory };
}
