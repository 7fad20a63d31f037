import type { IpCommand } from '@netloom/core';

/** Words before the name of a link that `ip` looks up. */
const LOOKED_UP: ReadonlySet<string | undefined> = new Set(['dev', 'master', 'link']);

/**
 * Whether links may have other names after this command, or be gone. `ip` remembers the index of each name that it has
 * looked up until its process ends, also that of a veth whose other end was deleted.
 */
export function makesNamesStale({ args }: IpCommand): boolean {
  const [object, verb] = args;
  if (object === 'netns') return verb === 'delete';
  if (object !== 'link') return false;
  return (
    verb === 'delete' ||
    (verb === 'set' && (args.includes('name', 2) || args.includes('netns', 2))) ||
    (verb === 'property' && args[2] === 'del')
  );
}

/** Whether this command could meet a name that is remembered wrongly. One that deletes would only find nothing. */
export function trustsNames({ args }: IpCommand): boolean {
  if (args[0] === 'link' && args[1] === 'delete') return false;
  return args.some((word, index) => index > 1 && LOOKED_UP.has(args[index - 1]) && !/^if\d+$/.test(word));
}
