import { checkMac } from '../effect/limits.js';
import { createLink, refuseExisting, registerLink, type NewLink } from '../effect/new-link.js';
import { KernelError } from '../kernel-error.js';
import type { LinkKindModel } from './link-kind-model.js';

const MTU = { initial: 1500, min: 68, max: 65535 } as const;

/** A pair of ends; each has a carrier while both are up (veth(4)). */
export const VETH: LinkKindModel = {
  kind: 'veth',
  flags: ['BROADCAST', 'MULTICAST'],
  mtu: MTU,
  txQueueLength: 1000,
  qdisc: 'noqueue',
  creatable: true,

  create(kernel, namespace, operation) {
    if (operation.kind !== 'veth') throw new KernelError('EINVAL');
    const { peer: wanted, queues } = operation.data;
    const peerNamespace = kernel.require(wanted.namespace);
    validate(operation);
    validate(wanted);
    refuseExisting(namespace, operation);
    const link = createLink(kernel, VETH, namespace, operation);
    // An index of the peer counts only together with one of the link itself.
    const { ifindex: peerIndex, ...rest } = wanted;
    const asked = operation.ifindex === undefined || peerIndex === undefined ? rest : wanted;
    const peer = createLink(kernel, VETH, peerNamespace, asked);
    // The kernel registers the peer first, so that it gets the lower index.
    registerLink(peer);
    try {
      registerLink(link);
    } catch (error) {
      peerNamespace.links.remove(peer);
      throw error;
    }
    link.peer = peer;
    peer.peer = link;
    for (const end of [link, peer]) {
      end.carrier = false;
      kernel.carrierEvents.add(end);
      end.queues = queues ?? { tx: kernel.features.cpus, rx: kernel.features.cpus };
    }
    return link;
  },

  carrier: (link) => link.up && link.peer !== undefined && link.peer.up,
};

/** `veth_validate()` refuses an MTU before anybody could say why. */
function validate({ mac, mtu }: NewLink): void {
  if (mac !== undefined) checkMac(mac);
  if (mtu !== undefined && (mtu < MTU.min || mtu > MTU.max)) throw new KernelError('EINVAL', undefined, 'mtu');
}
