import { type BigIntStats, promises as fs } from 'node:fs';
import { type NamespaceIdentity, type NamespaceRef, isHost, namespaceName, namespacePath } from '@netloom/core';

/** Where `ip netns` keeps its names (NETNS_RUN_DIR of iproute2, by the link from /var/run). */
export const NETNS_FOLDER = '/run/netns';

/** The nsfs file of a namespace. */
export function namespaceFile(namespace: NamespaceRef): string {
  if (typeof namespace === 'string') return `${NETNS_FOLDER}/${namespaceName(namespace)}`;
  if (isHost(namespace)) return '/proc/self/ns/net';
  return namespacePath(namespace);
}

/** Who the namespace is, or `undefined` where there is none: nothing by that name, or a plain file left behind. */
export async function namespaceIdentity(namespace: NamespaceRef): Promise<NamespaceIdentity | undefined> {
  const [stat, own] = await Promise.all([statOf(namespaceFile(namespace)), statOf('/proc/self/ns/net')]);
  // All namespace files are on the one nsfs, which has no mount of its own to compare.
  if (stat === undefined || stat.dev !== own?.dev) return undefined;
  return {
    inode: Number(stat.ino),
    device: Number(stat.dev),
    // The change time stays as it is only while the file is mounted: not that of /proc/PID/ns/net.
    ...(isMounted(namespace) ? { changeTime: String(stat.ctimeNs) } : {}),
  };
}

function isMounted(namespace: NamespaceRef): boolean {
  return typeof namespace === 'string' || ('path' in namespace && !namespace.path.startsWith('/proc/'));
}

async function statOf(path: string): Promise<BigIntStats | undefined> {
  try {
    return await fs.stat(path, { bigint: true });
  } catch {
    return undefined;
  }
}
