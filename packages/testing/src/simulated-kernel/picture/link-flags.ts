import type { Link } from '../link.js';

/** The flags as `ip` prints them, in its order. */
export function linkFlags(link: Link): string[] {
  const flags: string[] = [];
  if (link.up && !link.carrier) flags.push('NO-CARRIER');
  for (const flag of link.model.flags) if (flag !== 'MULTICAST') flags.push(flag);
  if (link.multicast) flags.push('MULTICAST');
  if (!link.arp) flags.push('NOARP');
  if (link.allMulticast) flags.push('ALLMULTI');
  if (link.promiscuous) flags.push('PROMISC');
  if (link.up) flags.push('UP');
  if (link.up && link.carrier) flags.push('LOWER_UP');
  const lower = link.peer ?? link.parent;
  // `ip` adds this one by itself: the link below, in the same namespace, is down.
  if (lower?.namespace === link.namespace && !lower.up) flags.push('M-DOWN');
  return flags;
}
