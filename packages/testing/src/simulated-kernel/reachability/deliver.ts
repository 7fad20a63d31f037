import { formatAddress, type IpAddress } from '../ip/ip-address.js';
import type { Link } from '../link.js';
import { out, type Step } from './frame.js';
import type { Learned } from './learned.js';
import { receive, type Packet, type Received } from './receive.js';
import { outsideMac, resolve } from './resolve.js';
import { pathTo, spread } from './spread.js';

/** Where a packet gets to over one network: to a link of the machine, to somebody outside of it, or nowhere. */
export type Delivery =
  | { readonly to: 'link'; readonly link: Link; readonly received: Received; readonly path: readonly string[] }
  | { readonly to: 'outside'; readonly link: Link; readonly path: readonly string[] }
  | { readonly to: undefined; readonly reason: string };

/** Takes a packet to a neighbour: asks for its MAC, and sends a frame there. */
export function deliver(from: Link, neighbour: IpAddress, packet: Packet, learned: Learned): Delivery {
  const resolved = resolve(from, neighbour, packet, learned);
  if (resolved.mac === undefined) {
    const nobody = `nobody on the network of ${from.name} has ${formatAddress(neighbour)}`;
    return { to: undefined, reason: because(nobody, resolved.blocked) };
  }
  const frame = { source: from.mac, destination: resolved.mac, cast: 'unicast' } as const;
  const { taken, left, blocked } = spread(frame, out(from), learned);
  const outside = left.find(({ link }) => outsideMac(link) === resolved.mac);
  if (outside !== undefined) {
    const { link } = outside;
    const where = `${formatAddress(neighbour)} on the network of ${link.name}`;
    return { to: 'outside', link, path: [...pathTo(outside), where] };
  }
  return (
    arrival(taken, packet) ?? {
      to: undefined,
      reason: because(`what ${from.name} sends to ${resolved.mac} is for nobody on its network`, blocked),
    }
  );
}

/** Of several that take the frame (links that share a MAC) the one that the packet is for. */
function arrival(taken: readonly Step[], packet: Packet): Delivery | undefined {
  const arrivals = taken.map((step) => ({ step, received: receive(step.link, packet) }));
  const best = arrivals.find(({ received }) => received.local) ?? arrivals[0];
  if (best === undefined) return undefined;
  return { to: 'link', link: best.step.link, received: best.received, path: pathTo(best.step) };
}

function because(what: string, blocked: readonly string[]): string {
  return blocked.length === 0 ? what : `${what}: ${blocked.join('; ')}`;
}
