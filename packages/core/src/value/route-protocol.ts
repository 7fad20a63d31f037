import { accept, refuse, type Parsed } from './parsed.js';
import { showValue } from './show-value.js';

/** The names of `/etc/iproute2/rt_protos`, whose numbers are fixed in linux/rtnetlink.h. */
const NAMES = new Set([
  'redirect',
  'kernel',
  'boot',
  'static',
  'gated',
  'ra',
  'mrt',
  'zebra',
  'bird',
  'dnrouted',
  'xorp',
  'ntk',
  'dhcp',
  'keepalived',
  'babel',
  'bgp',
  'isis',
  'ospf',
  'rip',
  'eigrp',
]);
const NUMBER = /^(?:0|[1-9][0-9]{0,2})$/;

/** Who made a route or a rule: by name, or a number from 0 to 255 as text. */
export function parseRouteProtocol(value: unknown): Parsed<string> {
  if (typeof value === 'string' && (NAMES.has(value) || (NUMBER.test(value) && Number(value) <= 255))) {
    return accept(value);
  }
  return refuse('route-protocol', `expected a protocol such as 'static', or a number as text, got ${showValue(value)}`);
}
