import type { Link } from './link.js';

/** A parameter of a link: what was written for it, else what every link has. Throws ENOENT for one that is none. */
export function linkSysctl(link: Link, path: string): string {
  return link.sysctls.get(path) ?? link.namespace.sysctls.initial(path);
}
