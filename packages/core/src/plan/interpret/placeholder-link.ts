import type { CallContext } from './call-context.js';
import type { KnownLink } from './known-link.js';
import type { NamespaceView } from './namespace-view.js';

/**
 * Stands for a link that is not known at this point: a later call makes it, or its name is wrong and was reported. It is
 * kept with the namespace's open names, so that what is said of it twice is still noticed.
 */
export function knownOrPlaceholder(context: CallContext, namespace: NamespaceView, name: string): KnownLink {
  const known = context.find(namespace, name);
  return known ?? { name, kind: undefined, up: undefined, altNames: [], namespace };
}
