import { formatAddress, type IpAddress } from '../ip/ip-address.js';
import type { Link } from '../link.js';
import { nextSteps, takesPackets, type Step } from './fabric.js';
import { nameOf } from './reachability.js';

export type Delivery =
  | { readonly to: Link; readonly path: readonly string[] }
  | { readonly to: undefined; readonly reason: string };

/** Finds the link that answers for an address on the network that `from` is on, and the shortest way to it. */
export function deliver(from: Link, address: IpAddress): Delivery {
  const seen = new Map<Link, Set<Step['direction']>>();
  const blocked: string[] = [];
  const queue: Step[] = [{ link: from, direction: 'out', before: undefined }];
  for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
    const directions = seen.get(step.link) ?? new Set();
    if (directions.has(step.direction)) continue;
    seen.set(step.link, directions.add(step.direction));
    if (step.direction === 'in' && step.link !== from && takesPackets(step.link) && owns(step.link, address)) {
      return { to: step.link, path: pathTo(step) };
    }
    if (step.direction === 'out' && step.link.up && step.link.outside.has(formatAddress(address))) {
      return {
        to: step.link,
        path: [...pathTo(step), `${formatAddress(address)} on the network of ${step.link.name}`],
      };
    }
    const next = nextSteps(step);
    blocked.push(...next.blocked);
    for (const following of next.steps) queue.push({ ...following, before: step });
  }
  const why = blocked.length === 0 ? '' : `: ${[...new Set(blocked)].join('; ')}`;
  return { to: undefined, reason: `nobody on the network of ${from.name} has ${formatAddress(address)}${why}` };
}

/** Any address of the namespace is answered for on any of its links (`arp_ignore` 0). */
function owns({ namespace }: Link, address: IpAddress): boolean {
  for (const link of namespace.links.values()) {
    const addresses = address.family === 'inet' ? link.inet : link.inet6;
    if (addresses.some(({ local }) => local.value === address.value)) return true;
  }
  return false;
}

function pathTo(step: Step): string[] {
  const path: string[] = [];
  for (let at: Step | undefined = step; at !== undefined; at = at.before) {
    path.unshift(`${at.direction === 'out' ? 'out of' : 'into'} ${at.link.name} in ${nameOf(at.link.namespace)}`);
  }
  return path;
}
