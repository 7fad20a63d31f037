/** How a sandbox is made here. */
export interface Isolation {
  /** A user namespace of its own, for whoever is not root or is a root that may not make the others. */
  readonly user: boolean;
  /** A pid namespace of its own, whose processes all end with its first; not where /proc cannot be mounted. */
  readonly pid: boolean;
}

/** From the most isolated that works for most to the least. */
export function isolations(isRoot: boolean): readonly Isolation[] {
  const rootless = [
    { user: true, pid: true },
    { user: true, pid: false },
  ];
  return isRoot ? [{ user: false, pid: true }, { user: false, pid: false }, ...rootless] : rootless;
}

/** Ends the process when its parent does: PR_SET_PDEATHSIG of prctl(2). Every word behind it is the command's. */
const DIES_WITH_PARENT = ['setpriv', '--pdeathsig', 'KILL', '--'];

/**
 * What is done inside before the command. A /sys of this network's own is a comfort that a container may forbid. The shell
 * stays, as the first process of its pid namespace: as that, a command would be deaf to most signals.
 */
const PREPARE = `mount -n -t tmpfs -o mode=755 tmpfs /run && mkdir /run/netns || exit 125
mount -n -t sysfs sysfs /sys 2>/dev/null
trap : HUP INT TERM`;

/** Run by setpriv, a word is the name of a program and never one of the shell's own (echo, eval). */
const COMMAND = `${PREPARE}
${DIES_WITH_PARENT.join(' ')} "$@"`;

/** Ends with the command's status; its pid namespace takes what the command left behind along. */
const RUN = `${COMMAND}
exit $?`;

/** Without a pid namespace, whoever still sees this /run is looked for and ended. */
const RUN_AND_SWEEP = `${COMMAND}
status=$?
here=$(stat -L -c %d /run)
for process in /proc/[0-9]*; do
  [ "$process" = "/proc/$$" ] || [ "$(stat -L -c %d "$process/root/run" 2>/dev/null)" != "$here" ] ||
    kill -KILL "\${process#/proc/}" 2>/dev/null
done
exit $status`;

/**
 * The command that runs another in a sandbox: unshare(1) makes the namespaces, with every mount private. The death signal
 * is asked for after the user namespace is entered, for that clears it.
 */
export function sandboxed({ user, pid }: Isolation, command: readonly string[]): readonly [string, ...string[]] {
  const become = user ? ['unshare', '--user', '--map-root-user', '--'] : [];
  const isolate = ['unshare', '--net', '--mount', ...(pid ? ['--pid', '--fork', '--kill-child', '--mount-proc'] : [])];
  const shell = ['sh', '-c', pid ? RUN : RUN_AND_SWEEP, 'netloom-sandbox', ...command];
  const [file = 'sh', ...args] = [...become, ...DIES_WITH_PARENT, ...isolate, '--', ...shell];
  return [file, ...args];
}
