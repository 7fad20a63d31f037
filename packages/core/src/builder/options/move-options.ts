import type { NamespaceRef } from '../../value/namespace-ref.js';

export interface MoveOptions<M extends string = string> {
  /** Its name in the new namespace; the one that it has unless told otherwise. */
  readonly as?: M | undefined;
  /** Where it is now; the host's namespace unless told otherwise. */
  readonly from?: NamespaceRef | undefined;
}
