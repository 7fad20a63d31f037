import { namespaceKey, type LinkAdd, type LinkDelete, type LinkSet, type LinkState } from '@netloom/core';
import { BRIDGES, indexOf, MACVLANS, VETHS } from './pool.js';
import type { Found, Scene } from './scene.js';

/** A new link gets a name that is free, a parent and a master that exist. */
export function aimAddLink(operation: LinkAdd, scene: Scene): LinkAdd {
  const namespace = namespaceKey(operation.namespace);
  const named = freshName(operation, namespace, scene);
  const master = operation.master === undefined ? undefined : bridgeIn(namespace, scene);
  const whole = master === undefined ? named : { ...named, master };
  if (whole.kind === 'veth') return aimPeer(whole, scene);
  if (whole.kind !== 'macvlan' && whole.kind !== 'macvtap') return whole;
  const parent = scene.pick(scene.links().filter(({ link }) => link.kind !== 'bridge' && link.master === undefined));
  if (parent === undefined) return whole;
  const data = { ...whole.data, parent: parent.link.name, parentNamespace: parent.namespace };
  return { ...whole, data };
}

function freshName<L extends LinkAdd>(operation: L, namespace: string, scene: Scene): L {
  const pool = operation.kind === 'veth' ? VETHS : operation.kind === 'bridge' ? BRIDGES : MACVLANS;
  const name = freeName(pool, namespace, scene);
  return name === undefined ? operation : { ...operation, name, ifindex: indexOf(namespace, name) };
}

function aimPeer(operation: Extract<LinkAdd, { kind: 'veth' }>, scene: Scene): LinkAdd {
  const { peer } = operation.data;
  const namespace = namespaceKey(peer.namespace);
  const name = freeName(
    VETHS.filter((each) => each !== operation.name),
    namespace,
    scene,
  );
  if (name === undefined) return operation;
  const master = peer.master === undefined ? undefined : bridgeIn(namespace, scene);
  const aimed = { ...peer, name, ifindex: indexOf(namespace, name), ...(master === undefined ? {} : { master }) };
  return { ...operation, data: { ...operation.data, peer: aimed } };
}

function freeName(pool: readonly string[], namespace: string, scene: Scene): string | undefined {
  const taken = new Set(scene.state(namespace)?.links.map(({ name }) => name));
  return scene.pick(pool.filter((name) => !taken.has(name)));
}

function bridgeIn(namespace: string, scene: Scene): string | undefined {
  return scene.pick(scene.state(namespace)?.links.filter(({ kind }) => kind === 'bridge') ?? [])?.name;
}

/** Changes go to links that they can be made on. */
export function aimSetLink(operation: LinkSet, scene: Scene): LinkSet {
  const { changes } = operation;
  const found = scene.pick(scene.links().filter((each) => suits(each, operation, scene)));
  if (found === undefined) return operation;
  const { namespace, link } = found;
  const aimed = { ...operation, namespace, name: link.name };
  if (typeof changes.master === 'string') {
    const master = bridgeIn(namespace, scene) ?? changes.master;
    return { ...aimed, changes: { ...changes, master } };
  }
  if (changes.deleteAltName !== undefined) {
    const deleteAltName = scene.pick(link.altNames) ?? changes.deleteAltName;
    return { ...aimed, changes: { ...changes, deleteAltName } };
  }
  if (changes.name !== undefined) {
    const name = freeName([...VETHS, 'x0'], namespace, scene) ?? changes.name;
    return { ...aimed, changes: { ...changes, name } };
  }
  if (changes.namespace !== undefined) return { ...aimed, changes: { ...changes, namespace: other(namespace) } };
  return operation.kind === 'macvlan' ? { ...aimed, kind: link.kind } : aimed;
}

function suits({ namespace, link }: Found, { changes, kind }: LinkSet, scene: Scene): boolean {
  if (changes.port !== undefined || changes.master === null) return link.master !== undefined;
  if (changes.deleteAltName !== undefined) return link.altNames.length > 0;
  if (kind !== undefined) return isLike(link, kind);
  if (typeof changes.master === 'string') return link.kind !== 'bridge' && bridgeIn(namespace, scene) !== undefined;
  return changes.namespace === undefined || link.kind !== 'bridge';
}

function isLike({ kind }: LinkState, wanted: string): boolean {
  return kind === wanted || (wanted === 'macvlan' && kind === 'macvtap');
}

function other(namespace: string): string {
  return namespace === 'a' ? 'b' : 'a';
}

export function aimDeleteLink(operation: LinkDelete, scene: Scene): LinkDelete {
  const found = scene.pick(scene.links());
  return found === undefined ? operation : { ...operation, namespace: found.namespace, name: found.link.name };
}
