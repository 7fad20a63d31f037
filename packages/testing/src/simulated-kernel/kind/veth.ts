import type { LinkKindModel } from './link-kind-model.js';
import { KernelError } from '../kernel-error.js';
import { newLink } from '../effect/new-link.js';

/** A pair of ends; each has a carrier while both are up (veth(4)). */
export const VETH: LinkKindModel = {
  kind: 'veth',
  flags: ['BROADCAST', 'MULTICAST'],
  mtu: { initial: 1500, min: 68, max: 65535 },
  txQueueLength: 1000,
  qdisc: 'noqueue',
  creatable: true,

  create(kernel, namespace, operation) {
    if (operation.kind !== 'veth') throw new KernelError('EINVAL');
    const { peer: wanted, queues } = operation.data;
    const peerNamespace = kernel.require(wanted.namespace);
    if (peerNamespace === namespace && wanted.name === operation.name) throw new KernelError('EEXIST');
    // An index of the peer counts only together with one of the link itself.
    const { ifindex: peerIndex, ...rest } = wanted;
    const asked = operation.ifindex === undefined || peerIndex === undefined ? rest : wanted;
    // The kernel registers the peer first, so that it gets the lower index.
    const peer = newLink(kernel, VETH, peerNamespace, asked, 'EBUSY');
    try {
      const link = newLink(kernel, VETH, namespace, operation);
      link.peer = peer;
      peer.peer = link;
      for (const end of [link, peer]) {
        end.carrier = false;
        end.carrierKnown = true;
        end.queues = queues ?? { tx: kernel.features.cpus, rx: kernel.features.cpus };
      }
      return link;
    } catch (error) {
      peerNamespace.links.remove(peer);
      throw error;
    }
  },

  carrier: (link) => link.up && link.peer !== undefined && link.peer.up,
};
