import type { OpenNamespace } from '../namespace/open-namespace.js';

/** Core gives the links that it makes indexes from here on, where the kernel's own counter does not come. */
const FIRST_OWN_INDEX = 2 ** 30;

/**
 * Whether the index can only be that of a link of ours: by its number, or because this call made the namespace. What is
 * said of such a link by its index touches nothing of others, also where something before it failed.
 */
export function isOurs({ isNew }: OpenNamespace, ifindex: number | undefined): boolean {
  return ifindex !== undefined && (isNew === true || ifindex >= FIRST_OWN_INDEX);
}
