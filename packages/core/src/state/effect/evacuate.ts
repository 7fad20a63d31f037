import type { LinkSet } from '../../operation/link-operation.js';
import { HOST } from '../../value/namespace-ref.js';
import type { NamespaceModel } from '../namespace-model.js';
import type { NetworkModel } from '../network-model.js';

/**
 * What brings the hardware out of a namespace that is to be deleted. The kernel lets it return by itself, but to the first
 * namespace of all, which need not be the host's of this process, and only some time later (net/core/dev.c,
 * default_device_exit_net). The name that it gives a link whose own is taken is the same.
 */
export function evacuation(model: NetworkModel, namespace: NamespaceModel): LinkSet[] {
  const host = model.namespace(HOST);
  if (!host || host === namespace) return [];
  const given = new Set<string>();
  return [...namespace.links.values()]
    .filter(({ kind }) => kind === 'physical')
    .flatMap(({ name, ifindex, kind }): LinkSet[] => {
      const link = { op: 'link.set', namespace: namespace.ref, ...(ifindex > 0 ? { ifindex } : {}), kind } as const;
      const isFree = (wanted: string): boolean => !host.nameTaken(wanted) && !given.has(wanted);
      const target = isFree(name) ? name : freeName((wanted) => isFree(wanted) && !namespace.nameTaken(wanted));
      given.add(target);
      const rename: LinkSet[] = target === name ? [] : [{ ...link, name, changes: { name: target } }];
      return [...rename, { ...link, name: target, changes: { namespace: HOST } }];
    });
}

function freeName(isFree: (name: string) => boolean): string {
  for (let number = 0; ; number++) if (isFree(`dev${number}`)) return `dev${number}`;
}
