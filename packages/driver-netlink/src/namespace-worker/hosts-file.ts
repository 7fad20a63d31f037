import { readFileSync } from 'node:fs';

/** The addresses of each name in a file as hosts(5) describes it. A file that cannot be read has none. */
export function readHosts(path: string): ReadonlyMap<string, readonly string[]> {
  const result = new Map<string, string[]>();
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return result;
  }
  for (const line of text.split('\n')) {
    const [address, ...names] = (line.split('#', 1)[0] ?? '').trim().split(/\s+/);
    if (address === undefined || address === '') continue;
    for (const name of names) result.set(name.toLowerCase(), [...(result.get(name.toLowerCase()) ?? []), address]);
  }
  return result;
}

/** The servers that a file as resolv.conf(5) describes it names. */
export function readNameServers(path: string): readonly string[] {
  try {
    return [...readFileSync(path, 'utf8').matchAll(/^\s*nameserver\s+(\S+)/gm)].map(([, server]) => server ?? '');
  } catch {
    return [];
  }
}
