import type { PortOptions } from '../../operation/port-options.js';
import { flagWord, numberWord } from './word.js';

/** What `ip link set … type bridge_slave` calls each option of a bridge port, which is its key in `ip -j -d link` too. */
export const PORT_OPTION_WORDS: { readonly [O in keyof PortOptions]-?: string } = {
  cost: 'cost',
  priority: 'priority',
  isolated: 'isolated',
  hairpin: 'hairpin',
  guard: 'guard',
  rootBlock: 'root_block',
  fastLeave: 'fastleave',
  learning: 'learning',
  flood: 'flood',
  multicastFlood: 'mcast_flood',
  broadcastFlood: 'bcast_flood',
  neighbourSuppress: 'neigh_suppress',
};

/** The words after `type bridge_slave`. */
export function portWords(port: PortOptions): string[] {
  return Object.entries(PORT_OPTION_WORDS).flatMap(([option, word]) => {
    const value = port[option as keyof PortOptions];
    if (value === undefined) return [];
    return [word, typeof value === 'boolean' ? flagWord(value) : numberWord(value)];
  });
}
