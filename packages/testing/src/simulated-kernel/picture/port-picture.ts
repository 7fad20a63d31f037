import type { PortOptions } from '@netloom/core';

/** What a bridge port has when nothing else was said (br_if.c); the cost is that of a link of 10 Gbit/s. */
const DEFAULTS: Required<PortOptions> = {
  cost: 2,
  priority: 32,
  isolated: false,
  hairpin: false,
  guard: false,
  rootBlock: false,
  fastLeave: false,
  learning: true,
  flood: true,
  multicastFlood: true,
  broadcastFlood: true,
  neighbourSuppress: false,
};

export function portOptions(port: PortOptions): PortOptions {
  return { ...DEFAULTS, ...port };
}
