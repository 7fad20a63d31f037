import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { UnsupportedError } from '../error/unsupported-error.js';
import { DHCP_CLIENT_PACKAGES, DHCP_CLIENTS } from './dhcp-client.js';
import type { DhcpClientName } from './dhcp-client.js';

/** A client as it is found on this machine. */
export interface InstalledClient {
  readonly name: DhcpClientName;
  /** The program with the arguments that make it this client: `/bin/busybox udhcpc`. */
  readonly command: readonly [file: string, ...args: string[]];
}

/** Where programs are looked for. Ordinary users often lack the folders of the administrator's programs. */
const SEARCH_PATH: string = [process.env['PATH'], '/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/bin', '/bin']
  .filter(Boolean)
  .join(delimiter);

/** Clients and their scripts see nothing of this process's environment, and do not keep its working folder in use. */
export const CLIENT_ENVIRONMENT: {
  readonly cwd: string;
  readonly env: { readonly [name: string]: string };
  readonly extendEnv: false;
} = { cwd: '/', env: { PATH: SEARCH_PATH, LC_ALL: 'C' }, extendEnv: false };

/**
 * Finds the client asked for, or the first of {@link DHCP_CLIENTS} that is installed.
 *
 * @throws {UnsupportedError} where there is none; it names the packages.
 */
export async function installedClient(
  asked: DhcpClientName | undefined,
  path: string = SEARCH_PATH,
): Promise<InstalledClient> {
  for (const name of asked === undefined ? DHCP_CLIENTS : [asked]) {
    const command = await commandOf(name, path);
    if (command !== undefined) return { name, command };
  }
  throw new UnsupportedError(
    asked === undefined
      ? `no DHCP client is installed; install one of the packages ${Object.values(DHCP_CLIENT_PACKAGES).join(', ')}`
      : `the DHCP client ${asked} is not installed; it is in the package ${DHCP_CLIENT_PACKAGES[asked]}`,
  );
}

async function commandOf(name: DhcpClientName, path: string): Promise<InstalledClient['command'] | undefined> {
  const file = await find(name, path);
  if (file !== undefined) return [file];
  if (name !== 'udhcpc') return undefined;

  const busybox = await find('busybox', path);
  if (busybox === undefined) return undefined;
  const { stdout, failed } = await execa(busybox, ['--list'], { reject: false });
  return !failed && stdout.split('\n').includes('udhcpc') ? [busybox, 'udhcpc'] : undefined;
}

async function find(program: string, path: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const file = join(folder, program);
    try {
      await access(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}
