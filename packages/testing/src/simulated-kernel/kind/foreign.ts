import type { LinkKindModel } from './link-kind-model.js';
import { PHYSICAL } from './physical.js';

/**
 * A link of a kind that the simulated kernel does not know, or whose other half was not seen: it is there with everything
 * that was read of it, has a carrier while it is up, and can be changed, moved and deleted.
 */
export function foreignModel(kind: string): LinkKindModel {
  return { ...PHYSICAL, kind, creatable: kind !== PHYSICAL.kind };
}
