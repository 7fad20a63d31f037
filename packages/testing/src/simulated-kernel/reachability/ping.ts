import { formatAddress, type IpAddress } from '../ip/ip-address.js';
import type { NetworkNamespace } from '../network-namespace.js';
import { Learned } from './learned.js';
import { nameOf, type Reachability } from './reachability.js';
import { tracePacket } from './trace.js';

/** A ping: the packet arrives, is answered, and the answer comes back. */
export function pingAddress(from: NetworkNamespace, to: IpAddress): Reachability {
  const learned = new Learned();
  const { answer: there, by, source } = tracePacket(from, to, {}, learned);
  const at = by?.namespace ?? from;
  if (there.reached && (by !== undefined || source === undefined) && ignoresEcho(at, to)) {
    const reason = `${nameOf(at)} answers no ping to ${formatAddress(to)} (net.ipv4.icmp_echo_ignore_all)`;
    return { reached: false, path: there.path, reason };
  }
  if (!there.reached || by === undefined || source === undefined) return there;
  // An ICMPv6 echo reply asks for the link that the request came by (`icmpv6_echo_reply()`).
  const outputDevice = to.family === 'inet6' ? by.name : undefined;
  const { answer: back } = tracePacket(at, source, { source: to, outputDevice }, learned);
  const path = [...there.path, ...back.path];
  if (back.reached) return { reached: true, path };
  return { reached: false, path, reason: `the answer does not come back: ${back.reason}` };
}

function ignoresEcho({ sysctls }: NetworkNamespace, { family }: IpAddress): boolean {
  return family === 'inet' && sysctls.find('net/ipv4/icmp_echo_ignore_all') !== '0';
}
