import type { Link } from './link.js';

/** A parameter of a link: what was written for it, else what every link has. Throws ENOENT for one that is none. */
export function linkSysctl(link: Link, path: string): string {
  return link.sysctls.get(path) ?? link.namespace.sysctls.initial(path);
}

/** A link that enters a namespace begins with what `default` says there (`inetdev_init()`, `ipv6_add_dev()`). */
export function inheritSysctls(link: Link): void {
  link.sysctls.clear();
  link.ownSysctls.clear();
  link.allSysctlsOwn = false;
  for (const [path, value] of link.namespace.sysctls.fresh()) {
    link.sysctls.set(path, value);
    // That a parameter was written for `default` is inherited as well.
    link.ownSysctls.add(path);
  }
}

/** A family that comes back to a link begins with what `default` says by then. */
export function renewSysctls(link: Link, family: 'ipv4/' | 'ipv6/'): void {
  for (const path of link.sysctls.keys()) if (path.startsWith(family)) link.sysctls.delete(path);
  for (const [path, value] of link.namespace.sysctls.fresh()) {
    if (path.startsWith(family)) link.sysctls.set(path, value);
  }
}
