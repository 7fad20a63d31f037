import { constants } from 'node:fs';
import { lstat, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DriverError } from '../error/driver-error.js';
import type { NamespaceRef } from '../value/namespace-ref.js';
import type { DhcpClientName } from './dhcp-client.js';
import { REPORT_SCRIPT } from './report-script.js';

/** What stands in a client's private folder. */
export interface ClientFiles {
  readonly directory: string;
  /** The script that the client runs at each event. */
  readonly report: string;
  readonly config: string;
  /** What the client says; cut at each event, so that it does not grow. */
  readonly log: string;
  /** `PID START-TIME`, written by the client's own process before it becomes the client. */
  readonly process: string;
  /** Whose client it is, in JSON. */
  readonly owner: string;
  /** The first lease, which netloom applies, and the one that holds now. */
  readonly firstLease: string;
  readonly lease: string;
  /** dhclient's own records. */
  readonly leases: string;
  readonly pidFile: string;
}

export interface ClientOwner {
  readonly client: DhcpClientName;
  readonly namespace: NamespaceRef;
  readonly link: string;
}

export function clientFiles(directory: string): ClientFiles {
  const at = (name: string): string => join(directory, name);
  return {
    directory,
    report: at('report'),
    config: at('config'),
    log: at('log'),
    process: at('process'),
    owner: at('owner.json'),
    firstLease: at('first.json'),
    lease: at('lease.json'),
    leases: at('leases'),
    pidFile: at('pid'),
  };
}

/** dhclient asks for what is named here, see dhclient.conf(5); it has no name of its own for option 121 (RFC 3442). */
const DHCLIENT_CONFIG = `option rfc3442-classless-static-routes code 121 = array of unsigned integer 8;
request subnet-mask, routers, domain-name-servers, interface-mtu, rfc3442-classless-static-routes;
timeout 86400;
initial-interval 1;
backoff-cutoff 15;
reboot 0;
`;

/** netloom applies the lease; no random delay, and no address of its own making (RFC 3927) where no server answers. */
const DHCPCD_CONFIG = `option subnet_mask, routers, domain_name_servers, interface_mtu, classless_static_routes
noconfigure
nodelay
noipv4ll
noarp
timeout 0
`;

const CONFIG: { readonly [N in DhcpClientName]: string } = {
  udhcpc: '',
  dhclient: DHCLIENT_CONFIG,
  dhcpcd: DHCPCD_CONFIG,
};

/** Makes the private folder. One that is there is taken if this user alone can reach it. */
export async function makeClientFolder(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const { mode, uid } = await lstat(directory);
  // A root process will run what stands in it.
  if ((mode & constants.S_IFMT) !== constants.S_IFDIR || (mode & 0o077) !== 0 || uid !== process.geteuid?.()) {
    throw new DriverError(`${directory} is not a folder that this user alone can reach`);
  }
}

/** Writes what the client reads into its folder. */
export async function writeClientFiles(directory: string, owner: ClientOwner): Promise<ClientFiles> {
  const files = clientFiles(directory);
  // Mounted over dhcpcd's own folders, see the start script.
  for (const folder of ['run', 'state']) await mkdir(join(directory, folder), { mode: 0o755 });
  await writeFile(files.owner, JSON.stringify(owner), { mode: 0o600 });
  await writeFile(files.config, CONFIG[owner.client], { mode: 0o600 });
  await writeFile(files.leases, '', { mode: 0o600 });
  await writeFile(files.report, REPORT_SCRIPT, { mode: 0o700 });
  return files;
}
