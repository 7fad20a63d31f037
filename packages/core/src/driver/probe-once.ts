import { isTriedOnDemand } from './may-try-kind.js';

/**
 * Keeps what a driver has found out by trying, which stays as it is: it is tried once, unless that failed, and once more
 * for kinds that are tried only where they are wanted.
 *
 * @param probe - Given the wanted kinds of that sort.
 */
export function probeOnce<T>(
  probe: (wanted: readonly string[]) => Promise<T>,
): (wanted?: readonly string[]) => Promise<T> {
  const found = new Map<string, Promise<T>>();
  return (wanted = []) => {
    const onDemand = wanted.filter(isTriedOnDemand);
    const key = onDemand.toSorted().join(' ');
    const known = found.get(key);
    if (known) return known;
    const probing = probe(onDemand).catch((error: unknown) => {
      found.delete(key);
      throw error;
    });
    found.set(key, probing);
    return probing;
  };
}
