/** Reads one of the kernel's switches; `undefined` where the kernel does not have it. */
export type ReadSwitch = (path: string) => string | undefined;

interface Switch {
  readonly path: string;
  readonly forbids: string;
  readonly reason: string;
}

/** What turns user namespaces off: user_namespaces(7), Debian's and Ubuntu's own switches. */
const SWITCHES: readonly Switch[] = [
  {
    path: '/proc/sys/user/max_user_namespaces',
    forbids: '0',
    reason: 'user namespaces are turned off (sysctl user.max_user_namespaces is 0)',
  },
  {
    path: '/proc/sys/kernel/unprivileged_userns_clone',
    forbids: '0',
    reason: 'user namespaces are for root only (sysctl kernel.unprivileged_userns_clone is 0)',
  },
  {
    path: '/proc/sys/kernel/apparmor_restrict_unprivileged_userns',
    forbids: '1',
    reason: 'AppArmor restricts user namespaces (sysctl kernel.apparmor_restrict_unprivileged_userns is 1)',
  },
];

/** Why the kernel refused to make a sandbox, as far as its switches tell; else in the words of the command. */
export function refusalReason(said: string, read: ReadSwitch): string {
  if (read('/proc/self/ns/user') === undefined) return 'this kernel is built without user namespaces';
  const found = SWITCHES.find(({ path, forbids }) => read(path)?.trim() === forbids);
  return found?.reason ?? `the kernel said: ${said.trim()}`;
}
