import { libc } from './libc.js';

let names: Map<number, string> | undefined;

/** The name of an error number: 17 is `EEXIST`. A number without a name is given as `E17`. */
export function errnoName(errno: number): string {
  names ??= invert(libc().errnoNumbers);
  return names.get(errno) ?? `E${errno}`;
}

/** Of two names for one number, the one that netlink's own documentation uses. */
const PREFERRED: ReadonlySet<string> = new Set(['EOPNOTSUPP', 'EAGAIN', 'EDEADLK']);

function invert(numbers: Readonly<Record<string, number>>): Map<number, string> {
  const result = new Map<number, string>();
  for (const [name, number] of Object.entries(numbers)) {
    if (!result.has(number) || PREFERRED.has(name)) result.set(number, name);
  }
  return result;
}
