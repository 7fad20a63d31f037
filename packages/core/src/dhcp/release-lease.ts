import { rm } from 'node:fs/promises';
import { execa } from 'execa';
import type { Driver } from '../driver/driver.js';
import { DriverError } from '../error/driver-error.js';
import { describeNamespace } from '../value/namespace-ref.js';
import { dhclientRelease } from './client-command.js';
import { clientFiles } from './client-files.js';
import type { DhcpClientHandle, DhcpClientName } from './dhcp-client.js';
import { currentLease } from './current-lease.js';
import { CLIENT_ENVIRONMENT, installedClient } from './installed-client.js';
import { endProcess } from './process-identity.js';

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
 * Gives a lease back to its server, ends the client and removes its folder. Call it before the lease's address is taken off
 * the link: the client sends from it. Does no harm where the client has ended already: a process that has its pid by now
 * is not touched.
 *
 * @throws {DriverError} where the client cannot be ended.
 */
export async function releaseLease(handle: DhcpClientHandle, options: ReleaseOptions): Promise<void> {
  const { timeoutMs = 3000 } = options;
  const run = inNamespace(handle, options);
  await withAddress(handle, run, async () => {
    if (!(await endProcess(handle, RELEASE_SIGNAL[handle.client], timeoutMs))) {
      const where = `${JSON.stringify(handle.link)} in ${describeNamespace(handle.namespace)}`;
      throw new DriverError(`the DHCP client of ${where}, process ${handle.pid}, does not end`);
    }
    if (handle.client === 'dhclient') await sendRelease(handle, run);
  });
  await rm(handle.directory, { recursive: true, force: true });
}

/** Runs a command in the namespace of the client and tells whether it succeeded. */
type Run = (file: string, args: readonly string[]) => Promise<boolean>;

function inNamespace({ namespace }: DhcpClientHandle, { driver, timeoutMs = 3000 }: ReleaseOptions): Run {
  return async (file, args) => {
    if (driver.wrap === undefined) return false;
    const [wrapper, ...rest] = driver.wrap(namespace, file, args);
    const { failed } = await execa(wrapper, rest, {
      ...CLIENT_ENVIRONMENT,
      reject: false,
      stdio: 'ignore',
      timeout: timeoutMs,
    });
    return !failed;
  };
}

/**
 * A lease whose address never came to the link, since something else failed first, is given back from that address all
 * the same. Where there is no `ip`, the server keeps it until the lease ends.
 */
async function withAddress(handle: DhcpClientHandle, run: Run, release: () => Promise<void>): Promise<void> {
  const address = (await currentLease(handle))?.lease.address;
  const change = async (verb: 'add' | 'delete'): Promise<boolean> =>
    address !== undefined && run('ip', ['-4', 'address', verb, address, 'dev', handle.link]);
  const added = await change('add');
  try {
    await release();
  } finally {
    if (added) await change('delete');
  }
}

/** A server that is not told keeps the address until the lease ends, so a failure is no error. */
async function sendRelease(handle: DhcpClientHandle, run: Run): Promise<void> {
  const client = await installedClient('dhclient').catch(() => undefined);
  if (client === undefined) return;
  const [file, ...args] = dhclientRelease(client, handle.link, clientFiles(handle.directory));
  await run(file, args);
}
