import type { AddressFamily, AddressState } from '@netloom/core';
import { type JsonObject, flagAt, numberAt, objectsAt, required, textAt } from './json-object.js';
import { addressProtocolName, scopeName } from './names.js';

/** INFINITY_LIFE_TIME of the kernel's addrconf.h: forever. */
const FOREVER = 0xffff_ffff;

/** The addresses of a link of `ip -N -j -d address show`, in the kernel's order. */
export function parseAddresses(link: JsonObject): readonly AddressState[] {
  const name = textAt(link, 'ifname');
  const ifindex = numberAt(link, 'ifindex');
  // A link that went away in the meantime is printed as an empty object.
  if (name === undefined || ifindex === undefined) return [];
  return objectsAt(link, 'addr_info')
    .filter((address) => textAt(address, 'local') !== undefined)
    .map((address) => parseAddress(name, ifindex, address));
}

function parseAddress(link: string, ifindex: number, address: JsonObject): AddressState {
  const family: AddressFamily = textAt(address, 'family') === 'inet6' ? 'inet6' : 'inet';
  const length = required(numberAt(address, 'prefixlen'), 'prefixlen');
  const peer = textAt(address, 'address');
  const protocol = textAt(address, 'protocol');
  return {
    link,
    ifindex,
    family,
    address: `${required(textAt(address, 'local'), 'local')}/${length}`,
    scope: scopeName(textAt(address, 'scope') ?? '0'),
    ...(peer === undefined ? {} : { peer: `${peer}/${length}` }),
    ...labels(link, address),
    ...flags(address),
    ...lifetimes(address),
    ...(protocol === undefined ? {} : { protocol: addressProtocolName(protocol) }),
  };
}

function labels(link: string, address: JsonObject): Pick<AddressState, 'broadcast' | 'label' | 'metric'> {
  const broadcast = textAt(address, 'broadcast');
  const label = textAt(address, 'label');
  const metric = numberAt(address, 'metric');
  return {
    ...(broadcast === undefined ? {} : { broadcast }),
    ...(label === undefined || label === link ? {} : { label }),
    ...(metric === undefined || metric === 0 ? {} : { metric }),
  };
}

/** The names of the flags in the output, by those of the state. */
const FLAGS = {
  noPrefixRoute: 'noprefixroute',
  noDad: 'nodad',
  home: 'home',
  manageTemp: 'mngtmpaddr',
  autoJoin: 'autojoin',
  secondary: 'secondary',
  tentative: 'tentative',
  dadFailed: 'dadfailed',
} as const;

function flags(address: JsonObject): Partial<Record<keyof typeof FLAGS, true>> {
  const set = Object.entries(FLAGS).filter(([, key]) => flagAt(address, key));
  return Object.fromEntries(set.map(([flag]) => [flag, true]));
}

function lifetimes(address: JsonObject): Pick<AddressState, 'validLifetime' | 'preferredLifetime'> {
  const valid = numberAt(address, 'valid_life_time') ?? FOREVER;
  const preferred = numberAt(address, 'preferred_life_time') ?? FOREVER;
  return {
    ...(valid === FOREVER ? {} : { validLifetime: valid }),
    ...(preferred === FOREVER ? {} : { preferredLifetime: preferred }),
  };
}
