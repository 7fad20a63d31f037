import type { PortOptions } from '@netloom/core';
import { KernelError } from '../kernel-error.js';
import type { Link } from '../link.js';

/** What a bridge port has when nothing else was said (br_if.c), but for its cost. */
export const PORT_DEFAULTS: Omit<Required<PortOptions>, 'cost'> = {
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

/** BR_MIN_PATH_COST, BR_MAX_PATH_COST and BR_MAX_PORTS >> 4 (br_private_stp.h). */
const COST = [1, 65535] as const;
const MAX_PRIORITY = 63;

/** `bridge link set …`: refused for a link that is no port. */
export function setPortOptions(link: Link, options: PortOptions): void {
  if (link.port === undefined) throw new KernelError('EOPNOTSUPP', undefined, 'port');
  const { cost, priority } = options;
  if (cost !== undefined && (cost < COST[0] || cost > COST[1])) throw new KernelError('ERANGE', undefined, 'cost');
  if (priority !== undefined && priority > MAX_PRIORITY) throw new KernelError('ERANGE', undefined, 'priority');
  link.port = { ...link.port, ...options };
  if (cost !== undefined) link.costPinned = true;
}
