import { describeNamespace, namespaceKey } from '../../value/namespace-ref.js';
import { warning, type Warner } from './look-around.js';

/** A cable with both ends in one place, or with one end switched off. */
export const vethWarnings: Warner = function* (step, around) {
  const { operation } = step;
  if (operation.op !== 'link.add' || operation.kind !== 'veth') return;
  const { name, namespace, data } = operation;
  const { peer } = data;
  if (namespaceKey(namespace) === namespaceKey(peer.namespace)) {
    yield warning(
      step,
      'veth-one-namespace',
      `both ends, "${name}" and "${peer.name}", are in ${describeNamespace(namespace)}: the kernel delivers between their addresses by lo, and nothing goes over the pair`,
      'put the peer into another namespace: peer: { namespace }',
    );
  }
  const near = around.find(namespace, name);
  const far = near && around.peerOf(near);
  if (!near || !far || near.link.up === far.link.up) return;
  const [up, down] = near.link.up ? [near, far] : [far, near];
  yield warning(
    step,
    'peer-down',
    `"${down.link.name}" is left down, so that its peer "${up.link.name}" has no carrier`,
    `raise it: .link('${down.link.name}', { up: true })`,
  );
};
