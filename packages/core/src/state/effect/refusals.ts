import { describeNamespace, type NamespaceRef } from '../../value/namespace-ref.js';
import type { NamespaceModel } from '../namespace-model.js';
import type { LinkState } from '../network-state.js';
import type { NetworkModel } from '../network-model.js';
import type { Refusal } from './effect.js';

export function noNamespace(ref: NamespaceRef): Refusal {
  return {
    code: 'namespace-missing',
    message: `${describeNamespace(ref)} does not exist`,
    mend: 'open it with .namespace(name), which makes it',
  };
}

export function noLink(name: string, ref: NamespaceRef): Refusal {
  return { code: 'link-missing', message: `there is no link "${name}" in ${describeNamespace(ref)}` };
}

export function nameTaken(name: string, ref: NamespaceRef): Refusal {
  return {
    code: 'link-exists',
    message: `a link "${name}" exists already in ${describeNamespace(ref)}`,
    mend: 'choose another name, or use ensure() or .link() for the one that is there',
  };
}

/** The namespace and the link that an operation is about, or why there is none. */
export function locate(
  model: NetworkModel,
  target: { readonly namespace: NamespaceRef; readonly link: string; readonly ifindex?: number },
): { namespace: NamespaceModel; link: LinkState } | Refusal {
  const namespace = model.namespace(target.namespace);
  if (!namespace) return noNamespace(target.namespace);
  const link = namespace.find(target.link, target.ifindex);
  return link ? { namespace, link } : noLink(target.link, target.namespace);
}

export function isRefusal(value: object): value is Refusal {
  return 'code' in value;
}
