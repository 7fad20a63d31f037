import { queuesOf, VETH_FIELDS, VETH_PEER_FIELDS, vethPeerOptions } from '../../link-kind/veth-options.js';
import { INTERFACE_NAME_BYTES } from '../../value/interface-name.js';
import { HOST } from '../../value/namespace-ref.js';
import { peerName } from '../../value/peer-name.js';
import { addKnownLink, newLinkName } from './add-known-link.js';
import type { CallContext, CallInterpreter } from './call-context.js';
import { attributesOf, emitExtras } from './link-extras.js';

/** Makes a veth pair; what is said of either end but its name, addresses and DHCP goes into the one message. */
export const interpretVeth: CallInterpreter = (context) => {
  const { call, scope } = context;
  const [rawName, rawOptions] = call.args;
  const given = context.options(rawOptions, VETH_FIELDS);
  const { peer: rawPeer, queues: _queues, ...own } = given;
  const {
    name: saidName,
    namespace: peerRef = HOST,
    ...far
  } = context.options(vethPeerOptions(rawPeer), VETH_PEER_FIELDS, 'peer.');
  const peerScope = context.namespace(peerRef);
  const name = newLinkName(context, scope, rawName);
  if (name === undefined) return;
  const farName = saidName ?? defaultPeer(context, name);
  if (farName === undefined) return;

  const link = addKnownLink(context, scope, name, 'veth', own.altNames);
  const peer = addKnownLink(
    context,
    peerScope,
    farName,
    'veth',
    far.altNames,
    saidName === undefined ? () => mendPeer(context, name) : undefined,
  );
  link.peer = peer;
  peer.peer = link;
  const queues = queuesOf(given);
  context.emit({
    op: 'link.add',
    kind: 'veth',
    namespace: scope.ref,
    name: link.name,
    ...attributesOf(context, scope, own),
    data: {
      peer: { name: peer.name, namespace: peerRef, ...attributesOf(context, peerScope, far) },
      ...(queues === undefined ? {} : { queues }),
    },
  });
  emitExtras(context, link, own);
  emitExtras(context, peer, far);
};

function defaultPeer(context: CallContext, name: string): string | undefined {
  const peer = `${name}-host`;
  if (peer.length <= INTERFACE_NAME_BYTES) return peer;
  const message = `the default name of the peer, '${peer}', has more than ${INTERFACE_NAME_BYTES} bytes`;
  context.report('peer-name', message, mendPeer(context, name));
  return undefined;
}

function mendPeer({ scope }: CallContext, name: string): string {
  const namespace = typeof scope.ref === 'string' ? scope.ref : scope.key;
  return `peer: '${peerName(namespace, name)}', which is peerName(namespace, link)`;
}
