import { KernelError } from '../kernel-error.js';
import type { KernelState } from '../kernel-state.js';
import { BRIDGE } from './bridge.js';
import type { LinkKindModel } from './link-kind-model.js';
import { MACVLAN, MACVTAP } from './macvlan.js';
import { VETH } from './veth.js';

/** The kinds that `link.add` can make. */
export const LINK_KIND_MODELS: readonly LinkKindModel[] = [VETH, BRIDGE, MACVLAN, MACVTAP];

const BY_KIND = new Map(LINK_KIND_MODELS.map((model) => [model.kind, model]));

/** The model of a kind; throws what the kernel answers for one that it does not know. */
export function linkKindModel(kernel: KernelState, kind: string): LinkKindModel {
  const model = kernel.features.missingKinds.includes(kind) ? undefined : BY_KIND.get(kind);
  if (model === undefined) throw new KernelError('EOPNOTSUPP', 'Unknown device type', 'kind');
  return model;
}
