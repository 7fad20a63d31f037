import type { PhysicalLink } from '../kernel-options.js';
import { isStationMac } from '../effect/limits.js';
import { PHYSICAL } from '../kind/physical.js';
import { isLinkName } from '../link-name.js';
import { eachOf, expected, expectOptions } from './expected.js';
import { addressText, prefixText } from './parse-address.js';

const OPTIONS = ['name', 'mac', 'mtu', 'up', 'addresses', 'outside'] satisfies readonly (keyof PhysicalLink)[];

const MAC = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/;

/** A network card as it was given, with its addresses in their usual form. */
export function parsePhysicalLink(place: string, given: PhysicalLink): PhysicalLink {
  expectOptions(place, given, OPTIONS);
  const { name, mac, mtu, up = true, addresses = [], outside = [] } = given;
  if (typeof name !== 'string' || !isLinkName(name) || name === 'lo') {
    throw expected(`${place}.name`, 'a name for a network card, of at most 15 bytes', name);
  }
  if (typeof up !== 'boolean') throw expected(`${place}.up`, 'true or false', up);
  return {
    name,
    up,
    ...(mac === undefined ? {} : { mac: macOf(`${place}.mac`, mac) }),
    ...(mtu === undefined ? {} : { mtu: mtuOf(`${place}.mtu`, mtu) }),
    addresses: eachOf(`${place}.addresses`, addresses, prefixText),
    outside: eachOf(`${place}.outside`, outside, addressText),
  };
}

function macOf(option: string, given: unknown): string {
  const mac = typeof given === 'string' ? given.toLowerCase() : '';
  if (MAC.test(mac) && isStationMac(mac)) return mac;
  throw expected(option, "the hardware address of one link, as in '02:00:00:00:00:01'", given);
}

function mtuOf(option: string, given: number): number {
  const { min, max } = PHYSICAL.mtu;
  if (Number.isInteger(given) && given >= min && given <= max) return given;
  throw expected(option, `a whole number from ${min} to ${max}`, given);
}
