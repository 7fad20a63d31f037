/** NAME_MAX (linux/limits.h). */
const MAX_BYTES = 255;

/** Whether a namespace can be called so: its name is that of a file in `/run/netns`. */
export function isNamespaceName(name: string): boolean {
  if (name === '' || name === '.' || name === '..') return false;
  return !name.includes('/') && !name.includes('\0') && Buffer.byteLength(name) <= MAX_BYTES;
}
