import type { LinkDelete } from '../../operation/link-operation.js';
import { namespaceKey } from '../../value/namespace-ref.js';
import type { NamespaceModel } from '../namespace-model.js';
import type { NetworkModel } from '../network-model.js';
import type { Effect } from './effect.js';
import { isRefusal, locate } from './refusals.js';

export const deleteLink: Effect<LinkDelete> = (model, operation) => {
  const found = locate(model, { ...operation, link: operation.name });
  if (isRefusal(found)) return found;
  if (found.link.kind === 'loopback') {
    return { code: 'loopback-delete', message: `"${found.link.name}" is a loopback and cannot be deleted` };
  }
  // What has no kind has nobody in the kernel who could delete it (net/core/rtnetlink.c, rtnl_dellink).
  if (found.link.kind === 'physical') {
    return {
      code: 'link-immovable',
      message: `"${found.link.name}" is a piece of hardware and cannot be deleted`,
      mend: 'take it down with .link(name, { up: false })',
    };
  }
  removeLinkAndDependents(model, found.namespace, found.link.ifindex);
  return undefined;
};

/** A link goes with its peer and with the links that stand on it, in whatever namespace; its ports are set free. */
export function removeLinkAndDependents(model: NetworkModel, namespace: NamespaceModel, ifindex: number): void {
  const link = namespace.links.get(ifindex);
  if (!link) return;
  const home = namespaceKey(namespace.ref);
  namespace.removeLink(ifindex);
  if (link.peer) {
    const peer = model.follow(link.peer, namespace.ref);
    if (peer?.link.peer?.ifindex === ifindex) removeLinkAndDependents(model, peer.namespace, peer.link.ifindex);
  }
  // Plain veth ends carry and command nothing, and chains make thousands of them: look for dependents only of others.
  if (link.kind === 'bridge') {
    for (const port of namespace.links.values()) {
      if (port.master?.ifindex !== ifindex) continue;
      const { master: _master, port: _port, ...free } = port;
      namespace.putLink(free);
    }
  }
  for (const other of model.namespaces()) {
    for (const child of other.links.values()) {
      if (child.parent?.ifindex !== ifindex) continue;
      if (namespaceKey(child.parent.namespace ?? other.ref) !== home) continue;
      removeLinkAndDependents(model, other, child.ifindex);
    }
  }
}
