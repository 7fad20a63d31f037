import { accept, refuse, type Parsed } from './parsed.js';
import { parseSafeName, type NameRule } from './safe-name.js';

/** IFNAMSIZ of linux/if.h, 16, counts the NUL at the end. */
export const INTERFACE_NAME_BYTES = 15;
/** ALTIFNAMSIZ of linux/if.h, 128, counts the NUL at the end. */
const ALTERNATIVE_NAME_BYTES = 127;

const INTERFACE_NAME: NameRule = {
  code: 'interface-name',
  what: 'an interface name',
  longest: INTERFACE_NAME_BYTES,
};
const ALTERNATIVE_NAME: NameRule = {
  code: 'interface-name',
  what: 'an alternative interface name',
  longest: ALTERNATIVE_NAME_BYTES,
};

/** Directories of `/proc/sys/net/ipv4/conf` that are no links; the kernel refuses them as names (dev_valid_name). */
const RESERVED = new Set(['all', 'default']);

/** `ip` reads `if7` as "the link of index 7" where no link has that name, which would be somebody else's link. */
const LOOKS_LIKE_AN_INDEX = /^if[0-9]+$/;

/** The name of a link that is to be made, or that a link is to be given: 1 to 15 bytes, see dev_valid_name in the kernel. */
export function parseNewInterfaceName(value: unknown): Parsed<string> {
  const parsed = notReserved(parseSafeName(value, INTERFACE_NAME));
  if (parsed.ok && parsed.value === 'lo') {
    return refuse('interface-name', "'lo' is the loopback link that every namespace has");
  }
  return parsed;
}

/** A name by which a link that exists is meant: its own, or an alternative one, which may be longer. */
export function parseInterfaceName(value: unknown): Parsed<string> {
  return notReserved(parseSafeName(value, ALTERNATIVE_NAME));
}

/** An alternative name to give to a link: `ip link property add … altname NAME`. */
export const parseAlternativeName: (value: unknown) => Parsed<string> = parseInterfaceName;

function notReserved(parsed: Parsed<string>): Parsed<string> {
  if (!parsed.ok) return parsed;
  if (RESERVED.has(parsed.value)) {
    return refuse('interface-name', `'${parsed.value}' is no interface name: the kernel keeps it for itself`);
  }
  if (LOOKS_LIKE_AN_INDEX.test(parsed.value)) {
    return refuse('interface-name', `'${parsed.value}' is no interface name here: ip reads it as an index`);
  }
  return accept(parsed.value);
}
