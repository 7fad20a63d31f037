import type { SysctlSet } from '../../operation/sysctl-operation.js';
import type { Effect } from './effect.js';
import { flushIpv6 } from './flush.js';
import { noNamespace } from './refusals.js';

export const setSysctl: Effect<SysctlSet> = (model, { namespace: ref, key, value }) => {
  const namespace = model.namespace(ref);
  if (!namespace) return noNamespace(ref);
  namespace.sysctls.set(key, value);
  const link = /^net\/ipv6\/conf\/(?<link>[^/]+)\/disable_ipv6$/.exec(key)?.groups?.['link'];
  if (link === undefined || value === '0') return undefined;
  for (const each of namespace.links.values()) {
    if (link === 'all' || link === each.name) flushIpv6(namespace, each.ifindex);
  }
  return undefined;
};
