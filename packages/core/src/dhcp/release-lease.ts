import { rm } from 'node:fs/promises';
import { execa } from 'execa';
import type { Driver } from '../driver/driver.js';
import { DriverError } from '../error/driver-error.js';
import { describeNamespace } from '../value/namespace-ref.js';
import { dhclientRelease } from './client-command.js';
import { clientFiles } from './client-files.js';
import type { DhcpClientHandle, DhcpClientName } from './dhcp-client.js';
import { installedClient, SEARCH_PATH } from './installed-client.js';
import { endProcess, isAlive } from './process-identity.js';

/** What of a driver is needed for a DHCP client. */
export type DhcpDriver = Pick<Driver, 'wrap'>;

export interface ReleaseOptions {
  readonly driver: DhcpDriver;
  /** How long the client is given to end by itself before it is killed, in milliseconds; 3000 by default. */
  readonly timeoutMs?: number | undefined;
}

/**
 * The signal that has each client give the lease back and end. udhcpc runs with `-R`; `dhcpcd --release` itself sends
 * SIGALRM, see dhcpcd(8); dhclient ends without a release, which is sent by a run of its own.
 */
const RELEASE_SIGNAL: { readonly [N in DhcpClientName]: NodeJS.Signals } = {
  udhcpc: 'SIGTERM',
  dhcpcd: 'SIGALRM',
  dhclient: 'SIGTERM',
};

/**
 * Gives a lease back to its server, ends the client and removes its folder. The lease's address must still be on the
 * link for the server to be told. Does no harm where the client has ended already: a process that has its pid by now is
 * not touched.
 *
 * @throws {DriverError} where the client cannot be ended.
 */
export async function releaseLease(handle: DhcpClientHandle, options: ReleaseOptions): Promise<void> {
  const { driver, timeoutMs = 3000 } = options;
  await endProcess(handle, RELEASE_SIGNAL[handle.client], timeoutMs);
  if (await isAlive(handle)) {
    const where = `${JSON.stringify(handle.link)} in ${describeNamespace(handle.namespace)}`;
    throw new DriverError(`the DHCP client of ${where}, process ${handle.pid}, does not end`);
  }
  if (handle.client === 'dhclient') await sendRelease(handle, driver, timeoutMs);
  await rm(handle.directory, { recursive: true, force: true });
}

/** A server that is not told keeps the address until the lease ends, so a failure is no error. */
async function sendRelease(handle: DhcpClientHandle, driver: DhcpDriver, timeoutMs: number): Promise<void> {
  const client = await installedClient('dhclient').catch(() => undefined);
  if (client === undefined || driver.wrap === undefined) return;
  const [file, ...args] = dhclientRelease(client, handle.link, clientFiles(handle.directory));
  const [wrapper, ...rest] = driver.wrap(handle.namespace, file, args);
  await execa(wrapper, rest, {
    reject: false,
    cwd: '/',
    env: { PATH: SEARCH_PATH, LC_ALL: 'C' },
    extendEnv: false,
    stdio: 'ignore',
    timeout: timeoutMs,
  });
}
