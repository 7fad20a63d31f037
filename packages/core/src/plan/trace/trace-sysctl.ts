import type { SysctlSet } from '../../operation/sysctl-operation.js';
import { spreadOf } from '../sysctl-spread.js';
import type { FootprintRecorder } from './footprint-recorder.js';

const IPV6_SWITCH = /^net\/ipv6\/conf\/(?<link>[^/]+)\/disable_ipv6$/;

export function traceSysctl(recorder: FootprintRecorder, { namespace, key, value }: SysctlSet): void {
  const links = [...(recorder.model.namespace(namespace)?.links.values() ?? [])];
  const written = recorder.sysctls(namespace);
  const followers = spreadOf(
    key,
    links.map(({ name }) => name),
  );
  for (const follower of followers) if (!written.has(follower)) written.set(follower, new Set());
  const values = written.get(key) ?? new Set();
  written.set(key, values.add(value));
  const switched = IPV6_SWITCH.exec(key)?.groups?.['link'];
  if (switched === undefined) return;
  for (const link of links)
    if (switched === 'all' || switched === link.name) recorder.link(namespace, link).layer3 = true;
}
