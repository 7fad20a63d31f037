import type { JsonValue } from '@netloom/core';
import type { Call } from './call.js';

const ADDING: ReadonlySet<string> = new Set(['veth', 'bridge', 'macvlan', 'macvtap']);
const SAYING: ReadonlySet<string> = new Set(['address', 'route', 'rule', 'neighbour', 'fdb', 'sysctl']);

/** The calls of a chain that only say how something is to be, and none of which takes back what another says. */
export function declarative(calls: readonly Call[]): readonly Call[] {
  const said = new Set<string>();
  return calls.filter((call) => {
    const subjects = subjectsOf(call);
    if (subjects.length === 0 || subjects.some((subject) => said.has(subject))) return false;
    for (const subject of subjects) said.add(subject);
    return true;
  });
}

/** What a call is about. */
function subjectsOf({ scope, method, args: [raw, detail] }: Call): string[] {
  const subject = nameOf(raw);
  const options = typeof detail === 'object' && detail !== null ? (detail as Record<string, JsonValue>) : {};
  // Who switches IPv6 off takes away what the chain gives.
  if (subject.endsWith('disable_ipv6')) return [];
  if (SAYING.has(method)) {
    const { table = 254, metric = 0 } = options;
    const rest = method === 'route' ? [table, metric] : method === 'sysctl' ? [] : [detail];
    return [JSON.stringify([scope, method, subject, rest])];
  }
  if (method === 'link') {
    if ('name' in options) return [];
    return Object.keys(options).map((attribute) => `${scope} ${subject} ${attribute}`);
  }
  if (!ADDING.has(method)) return [];
  const name = method === 'veth' || method === 'bridge' ? subject : nameOf(options['name']);
  const ports = Array.isArray(options['ports']) ? options['ports'] : [];
  return [
    ...[...Object.keys(options), 'itself', 'up'].map((attribute) => `${scope} ${name} ${attribute}`),
    ...ports.map((port) => `${scope} ${nameOf(port)} master`),
  ];
}

function nameOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
