import {
  IFF_ALLMULTI,
  IFF_AUTOMEDIA,
  IFF_BROADCAST,
  IFF_DEBUG,
  IFF_DORMANT,
  IFF_DYNAMIC,
  IFF_ECHO,
  IFF_LOOPBACK,
  IFF_LOWER_UP,
  IFF_MASTER,
  IFF_MULTICAST,
  IFF_NOARP,
  IFF_NOTRAILERS,
  IFF_POINTOPOINT,
  IFF_PORTSEL,
  IFF_PROMISC,
  IFF_RUNNING,
  IFF_SLAVE,
  IFF_UP,
} from '../wire/constant/ifla.js';

/** In the order in which `ip link` prints them. */
const NAMES: readonly (readonly [bit: number, name: string])[] = [
  [IFF_LOOPBACK, 'LOOPBACK'],
  [IFF_BROADCAST, 'BROADCAST'],
  [IFF_POINTOPOINT, 'POINTOPOINT'],
  [IFF_MULTICAST, 'MULTICAST'],
  [IFF_NOARP, 'NOARP'],
  [IFF_ALLMULTI, 'ALLMULTI'],
  [IFF_PROMISC, 'PROMISC'],
  [IFF_MASTER, 'MASTER'],
  [IFF_SLAVE, 'SLAVE'],
  [IFF_DEBUG, 'DEBUG'],
  [IFF_DYNAMIC, 'DYNAMIC'],
  [IFF_AUTOMEDIA, 'AUTOMEDIA'],
  [IFF_PORTSEL, 'PORTSEL'],
  [IFF_NOTRAILERS, 'NOTRAILERS'],
  [IFF_UP, 'UP'],
  [IFF_LOWER_UP, 'LOWER_UP'],
  [IFF_DORMANT, 'DORMANT'],
  [IFF_ECHO, 'ECHO'],
];

/** Most links of a host have the same few sets of flags. */
const known = new Map<number, readonly string[]>();
/** The kernel has 32 flags at most, which a number can hold one more beside. */
const LOWER_DOWN = 2 ** 32;
/** No kernel makes so many sets; bytes that are none of a kernel's might. */
const MOST_KNOWN = 1024;

/**
 * A link's flags as `ip link` prints them: RUNNING is left out, its lack on a link that is up is NO-CARRIER, and M-DOWN
 * says that the link below is down.
 */
export function flagNames(flags: number, isLowerDown: boolean): readonly string[] {
  const key = isLowerDown ? flags + LOWER_DOWN : flags;
  let names = known.get(key);
  if (names === undefined) {
    names = Object.freeze(spellOut(flags, isLowerDown));
    if (known.size < MOST_KNOWN) known.set(key, names);
  }
  return names;
}

function spellOut(flags: number, isLowerDown: boolean): string[] {
  const names = NAMES.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name);
  if ((flags & IFF_UP) !== 0 && (flags & IFF_RUNNING) === 0) names.unshift('NO-CARRIER');
  if (isLowerDown) names.push('M-DOWN');
  return names;
}
