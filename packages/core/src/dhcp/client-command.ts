import type { ClientFiles } from './client-files.js';
import type { DhcpClientName } from './dhcp-client.js';
import type { InstalledClient } from './installed-client.js';

/**
 * Runs the client in a mount namespace of its own and keeps its pid: `exec` lets the client have the same process.
 *
 * - Debian mounts /run with `noexec`, and the client must run our script there.
 * - dhcpcd keeps one pid file and one lease file for each *name* of a link on the whole machine, so two containers with
 *   an `eth0` would be in each other's way.
 */
const START_SCRIPT = `set -eu
directory=$1 client=$2
shift 2
[ -x "$directory/report" ] || {
  mount --bind "$directory" "$directory"
  mount -o remount,bind,exec "$directory"
}
if [ "$client" = dhcpcd ]; then
  mkdir -p /run/dhcpcd /var/lib/dhcpcd
  mount --bind "$directory/run" /run/dhcpcd
  mount --bind "$directory/state" /var/lib/dhcpcd
fi
start_time() { shift 21; echo "$1"; }
read -r stat </proc/$$/stat
echo "$$ $(start_time $stat)" >"$directory/.process"
mv "$directory/.process" "$directory/process"
exec "$@"
`;

/** Four tries, a second apart, then three seconds of silence, and again. `-R` gives the lease back when it is ended. */
const UDHCPC_OPTIONS = '-f -R -t 4 -T 1 -A 3 -o -O subnet -O router -O dns -O mtu -O staticroutes'.split(' ');

/** Arguments that keep each client in the foreground, on one link, and have it set nothing itself. */
const ARGUMENTS: { readonly [N in DhcpClientName]: (link: string, files: ClientFiles) => readonly string[] } = {
  udhcpc: (link, files) => [...UDHCPC_OPTIONS, '-s', files.report, '-i', link],
  dhclient: (link, files) => ['-4', '-d', ...dhclientFiles(files), '-pf', files.pidFile, link],
  dhcpcd: (link, files) => ['-4', '-B', '-f', files.config, '-c', files.report, link],
};

function dhclientFiles(files: ClientFiles): readonly string[] {
  return ['-cf', files.config, '-sf', files.report, '-lf', files.leases];
}

/** The command that runs the client for a link, to be wrapped into the namespace. */
export function clientCommand(
  { name, command }: InstalledClient,
  link: string,
  files: ClientFiles,
): readonly [file: string, ...args: string[]] {
  const client = [...command, ...ARGUMENTS[name](link, files)];
  return ['unshare', '-m', '--', 'sh', '-c', START_SCRIPT, 'sh', files.directory, name, ...client];
}

/** The command that sends dhclient's release after it was ended: `-r` ends a process by its pid file, unchecked. */
export function dhclientRelease(
  { command: [file] }: InstalledClient,
  link: string,
  files: ClientFiles,
): readonly [file: string, ...args: string[]] {
  return [file, '-4', '-d', '-r', ...dhclientFiles(files), '-pf', `${files.pidFile}.release`, link];
}
