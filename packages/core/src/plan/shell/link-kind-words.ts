import { DriverError } from '../../error/driver-error.js';
import type { JsonValue } from '../../value/json.js';
import { keyword, numberWord } from './word.js';

/** How a value of an option is written: `1`/`0`, `on`/`off`, a number, a word. */
type OptionType = 'bit' | 'switch' | 'number' | 'word';

/** An option of a kind of link: what `ip link … type KIND` calls it, and how its value is written. */
export interface KindOption {
  readonly word: string;
  readonly type: OptionType;
  /** The key in the output of `ip -j -d link`, where it differs from the word. */
  readonly json?: string;
}

type KindOptions = Readonly<Record<string, KindOption>>;

const MODE: KindOptions = { mode: { word: 'mode', type: 'word' } };

/**
 * The options of each kind as ip-link(8) has them, by the names that `LinkKinds` gives them. What is no number or word
 * (peer, parent, queues) is not here: it is not an option of `type`.
 */
export const LINK_KIND_OPTIONS: Readonly<Record<string, KindOptions>> = {
  bridge: {
    forwardDelay: { word: 'forward_delay', type: 'number' },
    helloTime: { word: 'hello_time', type: 'number' },
    maxAge: { word: 'max_age', type: 'number' },
    ageingTime: { word: 'ageing_time', type: 'number' },
    stp: { word: 'stp_state', type: 'bit' },
    priority: { word: 'priority', type: 'number' },
    vlanFiltering: { word: 'vlan_filtering', type: 'bit' },
    multicastSnooping: { word: 'mcast_snooping', type: 'bit' },
    groupForwardMask: { word: 'group_fwd_mask', type: 'number' },
  },
  macvlan: MODE,
  macvtap: MODE,
  ipvlan: MODE,
  ipvtap: MODE,
  vlan: {
    protocol: { word: 'protocol', type: 'word' },
    id: { word: 'id', type: 'number' },
  },
  vxlan: {
    id: { word: 'id', type: 'number' },
    group: { word: 'group', type: 'word' },
    remote: { word: 'remote', type: 'word' },
    local: { word: 'local', type: 'word' },
    port: { word: 'dstport', type: 'number', json: 'port' },
    ttl: { word: 'ttl', type: 'number' },
    tos: { word: 'tos', type: 'number' },
    learning: { word: 'learning', type: 'switch' },
    ageing: { word: 'ageing', type: 'number' },
  },
  vrf: { table: { word: 'table', type: 'number' } },
  geneve: {
    id: { word: 'id', type: 'number' },
    remote: { word: 'remote', type: 'word' },
    port: { word: 'dstport', type: 'number', json: 'port' },
  },
};

/** Keys of `data` that say where the link stands, and no option of its kind. */
const PLACES: ReadonlySet<string> = new Set(['parent', 'parentNamespace', 'parentIndex', 'peer', 'queues']);

/** The words after `type KIND` for the options in `data`. An option that is not known here is an error, never left out. */
export function kindWords(kind: string, data: object): string[] {
  const options = LINK_KIND_OPTIONS[kind] ?? {};
  return Object.entries(data).flatMap(([name, value]: [string, JsonValue | undefined]) => {
    if (value === undefined || PLACES.has(name)) return [];
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (option === undefined) {
      throw new DriverError(`the ip driver does not know the option ${JSON.stringify(name)} of a ${kind}`, {
        errno: 'EOPNOTSUPP',
      });
    }
    return optionWords(option, value);
  });
}

function optionWords({ word, type }: KindOption, value: JsonValue): string[] {
  if (typeof value === 'boolean' && type === 'bit') return [word, value ? '1' : '0'];
  if (typeof value === 'boolean' && type === 'switch') return value ? [word] : [`no${word}`];
  if (typeof value === 'number' && type === 'number') return [word, numberWord(value)];
  if (typeof value === 'string' && type === 'word') return [word, value.includes(':') ? value : keyword(value)];
  throw new DriverError(`${word} cannot be ${JSON.stringify(value)}`, { errno: 'EINVAL' });
}
