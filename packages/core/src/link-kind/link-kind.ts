/** A kind of link that netloom has no method for, with the type of its options. Made by {@link defineLinkKind}. */
export interface LinkKind<O> {
  readonly kind: string;
  /** Carries the type; never set. */
  readonly __options?: O;
}

/**
 * Describes a kind of link that netloom has no method for, so that `.add(kind, name, options)` can make it. Its options
 * go to the driver as they are, beside those of any link; a driver that does not know the kind refuses it before
 * anything is touched.
 *
 * @param kind - The kernel's name of the kind, as in `ip link add … type KIND`.
 * @example
 *   const hsr = defineLinkKind<{ ports: [string, string] }>('hsr');
 *   await net.namespace('a').add(hsr, 'hsr0', { ports: ['p1', 'p2'] }).commit();
 */
export function defineLinkKind<O>(kind: string): LinkKind<O> {
  return Object.freeze({ kind });
}
