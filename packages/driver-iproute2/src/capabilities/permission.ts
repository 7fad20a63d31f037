import { readFile } from 'node:fs/promises';
import { PermissionError } from '@netloom/core';

/** Bits of linux/capability.h. */
const NEEDED = { CAP_NET_ADMIN: 12n, CAP_SYS_ADMIN: 21n } as const;

/** The capabilities that the process lacks, by its effective set in `/proc/self/status`. */
export function missingCapabilities(status: string): readonly string[] {
  const effective = BigInt(`0x${/^CapEff:\s*(?<set>[0-9a-f]+)$/m.exec(status)?.groups?.['set'] ?? '0'}`);
  return Object.entries(NEEDED).flatMap(([name, bit]) => ((effective >> bit) & 1n ? [] : [name]));
}

/** Rejects with a {@link PermissionError} where the process may not change the network. */
export async function checkPermission(): Promise<void> {
  const missing = missingCapabilities(await readFile('/proc/self/status', 'utf8'));
  if (missing.length === 0) return;
  throw new PermissionError(
    `the process lacks ${missing.join(' and ')}: run it as root, or in namespaces of its own with \`unshare -Urnm\``,
  );
}
