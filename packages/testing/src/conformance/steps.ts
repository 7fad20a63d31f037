import type {
  AddressAdd,
  AddressDelete,
  BridgeData,
  KernelOperation,
  LinkAdd,
  LinkAttributes,
  LinkChanges,
  LinkDelete,
  LinkSet,
  MacvlanMode,
  RouteAdd,
  RouteAttributes,
  RouteDelete,
  RouteReplace,
} from '@netloom/core';

/** A pair with both ends in one namespace, or the peer in another. */
export function addVeth(
  namespace: string,
  name: string,
  peer: string,
  { peerNamespace = namespace, up, ...attributes }: LinkAttributes & { readonly peerNamespace?: string } = {},
): LinkAdd {
  const raised = up === undefined ? {} : { up };
  return {
    op: 'link.add',
    namespace,
    kind: 'veth',
    name,
    ...raised,
    ...attributes,
    data: { peer: { name: peer, namespace: peerNamespace, ...raised }, queues: { tx: 1, rx: 1 } },
  };
}

export function addBridge(
  namespace: string,
  name: string,
  attributes: LinkAttributes & { readonly ifindex?: number } = {},
  data: BridgeData = {},
): LinkAdd {
  return { op: 'link.add', namespace, kind: 'bridge', name, ...attributes, data };
}

export function addMacvlan(
  namespace: string,
  name: string,
  parent: string,
  mode: MacvlanMode = 'bridge',
  { parentNamespace = namespace, ...attributes }: LinkAttributes & { readonly parentNamespace?: string } = {},
): LinkAdd {
  return {
    op: 'link.add',
    namespace,
    kind: 'macvlan',
    name,
    ...attributes,
    data: { parent, parentNamespace, mode },
  };
}

export function setLink(namespace: string, name: string, changes: LinkChanges, kind?: string): LinkSet {
  return { op: 'link.set', namespace, name, changes, ...(kind === undefined ? {} : { kind }) };
}

export function deleteLink(namespace: string, name: string): LinkDelete {
  return { op: 'link.delete', namespace, name };
}

function familyOf(address: string): 'inet' | 'inet6' {
  return address.includes(':') ? 'inet6' : 'inet';
}

export function addAddress(
  namespace: string,
  link: string,
  address: string,
  attributes: Partial<AddressAdd> = {},
): AddressAdd {
  return { op: 'address.add', namespace, link, family: familyOf(address), address, ...attributes };
}

export function deleteAddress(namespace: string, link: string, address: string): AddressDelete {
  return { op: 'address.delete', namespace, link, family: familyOf(address), address };
}

type Said = Partial<Omit<RouteAttributes, 'family' | 'destination'>>;

function route(namespace: string, destination: string, said: Said): RouteAttributes & { readonly namespace: string } {
  return { namespace, family: familyOf(destination), destination, table: 254, type: 'unicast', ...said };
}

export function addRoute(
  namespace: string,
  destination: string,
  said: Said & { readonly append?: boolean } = {},
): RouteAdd {
  return { op: 'route.add', ...route(namespace, destination, said) };
}

export function replaceRoute(namespace: string, destination: string, said: Said = {}): RouteReplace {
  return { op: 'route.replace', ...route(namespace, destination, said) };
}

export function deleteRoute(namespace: string, destination: string, said: Said = {}): RouteDelete {
  return { op: 'route.delete', namespace, family: familyOf(destination), destination, table: 254, ...said };
}

export function setSysctl(namespace: string, key: string, value: string): KernelOperation {
  return { op: 'sysctl.set', namespace, key, value };
}
