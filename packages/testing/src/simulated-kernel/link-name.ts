import { KernelError } from './kernel-error.js';
import type { LinkTable } from './link-table.js';

/** IFNAMSIZ less the closing zero byte (linux/if.h). */
const MAX_BYTES = 15;
/** ALTIFNAMSIZ less the closing zero byte. */
const MAX_ALT_BYTES = 127;

/** Whether the kernel lets a link be called so (`dev_valid_name()`), and its parameters have a place of their own. */
export function isLinkName(name: string): boolean {
  return Buffer.byteLength(name) <= MAX_BYTES && isWellFormed(name);
}

function isWellFormed(name: string): boolean {
  if (name === '' || name === '.' || name === '..' || name === 'all' || name === 'default') return false;
  return !/[/:\s]/.test(name);
}

/**
 * Checks a link's name as `dev_valid_name()` does: `.`, `..`, slashes, colons and white space are refused, and a name
 * longer than 15 bytes does not pass the attribute's policy.
 */
export function checkLinkName(links: LinkTable, name: string): void {
  if (Buffer.byteLength(name) > MAX_BYTES)
    throw new KernelError('ERANGE', 'Attribute failed policy validation', 'name');
  if (!isWellFormed(name)) throw new KernelError('EINVAL', undefined, 'name');
  if (links.byName(name) !== undefined) throw new KernelError('EEXIST', undefined, 'name');
}

export function checkAltName(links: LinkTable, altName: string): void {
  if (Buffer.byteLength(altName) > MAX_ALT_BYTES) {
    throw new KernelError('ERANGE', 'Attribute failed policy validation', 'addAltName');
  }
  if (links.byName(altName) !== undefined) throw new KernelError('EEXIST', undefined, 'addAltName');
}
