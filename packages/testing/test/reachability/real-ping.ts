import { execa } from 'execa';

/** Where MACs are known: the namespaces of a network, and its bridges, each with its namespace. */
export interface Places {
  readonly namespaces: readonly string[];
  readonly bridges: readonly (readonly [namespace: string, name: string])[];
}

/**
 * Whether the real kernel has an answer come back within so many seconds, when nobody knows anybody's MAC yet. All in one
 * shell, since hundreds of pings are sent.
 */
export async function realPing(
  { namespaces, bridges }: Places,
  from: string,
  to: string,
  seconds: number,
): Promise<boolean> {
  const script = [
    ...namespaces.map((namespace) => `ip -n ${namespace} neighbour flush all`),
    ...bridges.map(([namespace, name]) => `ip -n ${namespace} link set ${name} type bridge fdb_flush`),
    `ip netns exec ${from} ping -n -c 1 -i 0.2 -w ${seconds} ${to} || echo unanswered`,
  ];
  const { stdout } = await execa('sh', ['-euc', script.join('\n')]);
  return !stdout.endsWith('unanswered');
}
