import type { AddressAdd, AddressDelete, AddressReplace } from '../../operation/address-operation.js';
import type { NamespaceModel } from '../namespace-model.js';
import type { AddressState, LinkState } from '../network-state.js';
import { prefixNetwork } from '../../value/prefix-network.js';
import type { Effect, Refusal } from './effect.js';
import { flushSource, flushWithoutAddresses } from './flush.js';
import { isRefusal, locate } from './refusals.js';

type AddressKey = Pick<AddressState, 'family' | 'address' | 'peer'>;

export const addAddress: Effect<AddressAdd> = (model, operation) => {
  const found = locate(model, operation);
  if (isRefusal(found)) return found;
  const { namespace, link } = found;
  const list = namespace.addresses.get(link.ifindex) ?? [];
  if (list.some((each) => sameAddress(each, operation))) {
    return {
      code: 'address-exists',
      message: `"${link.name}" has the address ${operation.address} already`,
      mend: 'use ensure(), or leave it out',
    };
  }
  insert(namespace, link, list, operation);
  return undefined;
};

export const replaceAddress: Effect<AddressReplace> = (model, operation) => {
  const found = locate(model, operation);
  if (isRefusal(found)) return found;
  const { namespace, link } = found;
  const list = namespace.addresses.get(link.ifindex) ?? [];
  const place = list.findIndex((each) => sameAddress(each, operation));
  if (place < 0) insert(namespace, link, list, operation);
  else namespace.addresses.set(link.ifindex, list.with(place, stateOf(link, operation)));
  return undefined;
};

export const deleteAddress: Effect<AddressDelete> = (model, operation) => {
  const found = locate(model, operation);
  if (isRefusal(found)) return found;
  const { namespace, link } = found;
  const list = namespace.addresses.get(link.ifindex) ?? [];
  const gone = list.find((each) => sameAddress(each, operation));
  if (!gone) return missing(link, operation);
  const promotes =
    namespace.sysctls.get(`net/ipv4/conf/${link.name}/promote_secondaries`) === '1' ||
    namespace.sysctls.get('net/ipv4/conf/all/promote_secondaries') === '1';
  // The secondaries of a primary go with it (net/ipv4/devinet.c, __inet_del_ifa).
  const subnet =
    gone.family === 'inet' && gone.secondary !== true && !promotes ? prefixNetwork(gone.address) : undefined;
  const kept = list.filter(
    (each) =>
      each !== gone && !(subnet !== undefined && each.secondary === true && prefixNetwork(each.address) === subnet),
  );
  namespace.addresses.set(link.ifindex, kept);
  for (const each of list) if (!kept.includes(each)) flushSource(namespace, each);
  if (gone.family === 'inet' && !kept.some(({ family }) => family === 'inet')) {
    flushWithoutAddresses(namespace, link.ifindex);
  }
  return undefined;
};

function missing(link: LinkState, { address }: AddressDelete): Refusal {
  return { code: 'address-missing', message: `"${link.name}" has no address ${address}` };
}

function insert(
  namespace: NamespaceModel,
  link: LinkState,
  list: AddressState[],
  wanted: AddressAdd | AddressReplace,
): void {
  const subnet = prefixNetwork(wanted.address);
  const secondary =
    wanted.family === 'inet' &&
    list.some((each) => each.family === 'inet' && each.secondary !== true && prefixNetwork(each.address) === subnet);
  const state = { ...stateOf(link, wanted), ...(secondary ? { secondary } : {}) };
  // IPv4 lists grow at their end; IPv6 ones at the front of the addresses of the scope (net/ipv6/addrconf.c).
  const place = wanted.family === 'inet' ? -1 : list.findIndex((each) => each.family === 'inet6');
  if (list.length === 0) namespace.addresses.set(link.ifindex, [state]);
  else if (place < 0) list.push(state);
  else list.splice(place, 0, state);
}

function stateOf(link: LinkState, operation: AddressAdd | AddressReplace): AddressState {
  const { op: _op, namespace: _namespace, link: _link, ifindex: _ifindex, ...attributes } = operation;
  return { scope: 'global', ...attributes, link: link.name, ifindex: link.ifindex };
}

/** IPv4 addresses of a link are told apart with their prefix and far end, IPv6 ones without. */
export function sameAddress(a: AddressKey, b: AddressKey): boolean {
  if (a.family !== b.family) return false;
  if (a.family === 'inet6') return hostPart(a.address) === hostPart(b.address);
  return a.address === b.address && a.peer === b.peer;
}

function hostPart(address: string): string {
  return address.slice(0, address.indexOf('/'));
}
