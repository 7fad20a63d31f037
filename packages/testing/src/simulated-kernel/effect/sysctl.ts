import { KernelError } from '../kernel-error.js';
import type { KernelState } from '../kernel-state.js';
import type { Link } from '../link.js';
import { linkSysctl } from '../link-sysctl.js';
import type { NetworkNamespace } from '../network-namespace.js';
import { linkParameter, type LinkParameter } from '../sysctl-tree.js';
import { changeForwarding, isRouter } from './anycast.js';
import { refreshIpv6, stopIpv6 } from './ipv6.js';

/** How the keys of parameters end that make a link forward, or all. */
const FORWARDING = '/forwarding';

/** Reads a parameter as `/proc/sys` shows it; `undefined` where there is no such file. */
export function findSysctl(namespace: NetworkNamespace, key: string): string | undefined {
  const parameter = linkParameter(key);
  if (parameter === undefined) return namespace.sysctls.find(key);
  const { path, of } = parameter;
  if (!namespace.sysctls.has(path)) return undefined;
  if (isShared(of)) return namespace.sysctls.shared(path, of);
  const link = namespace.links.byName(of);
  if (link === undefined || link.name !== of) return undefined;
  // A link without a family has no folder for its parameters.
  const has = path.startsWith('ipv6/') ? link.hasIpv6 : link.hasIpv4;
  return has ? linkSysctl(link, path) : undefined;
}

/** Writes a parameter; some spread to others, and some have an effect. */
export function setSysctl(kernel: KernelState, namespace: NetworkNamespace, key: string, value: string): void {
  const before = findSysctl(namespace, key);
  if (before === undefined) throw new KernelError('ENOENT');
  if (/^-?\d+$/.test(before) && !/^\s*-?\d+\s*$/.test(value)) throw new KernelError('EINVAL', undefined, 'value');
  const parameter = linkParameter(key);
  const links = key.endsWith(FORWARDING) ? namespace.links.all() : [];
  const routers = new Set(links.filter(isRouter));
  if (parameter === undefined) namespace.sysctls.set(key, value);
  else write(namespace, parameter, value);
  // IPv4 spreads what has changed, IPv6 what was written (`addrconf_disable_ipv6()`, `addrconf_fixup_forwarding()`).
  if (value === before && parameter?.path.startsWith('ipv6/') !== true) return;
  if (key === 'net/ipv4/ip_forward') forwardIpv4(namespace, value);
  if (parameter !== undefined) spread(kernel, namespace, parameter, value);
  for (const link of links) if (isRouter(link) !== routers.has(link)) changeForwarding(link);
}

function isShared(of: string): of is 'all' | 'default' {
  return of === 'all' || of === 'default';
}

function linkOf(namespace: NetworkNamespace, name: string): Link {
  const link = namespace.links.byName(name);
  if (link === undefined || link.name !== name) throw new KernelError('ENOENT');
  return link;
}

function write(namespace: NetworkNamespace, { path, of }: LinkParameter, value: string): void {
  if (isShared(of)) namespace.sysctls.setShared(path, of, value);
  else {
    const link = linkOf(namespace, of);
    link.sysctls.set(path, value);
    link.ownSysctls.add(path);
  }
  if (of === 'default' && path.startsWith('ipv4/') && path !== 'ipv4/conf/forwarding')
    copyDefault(namespace, path, value);
}

/** `devinet_copy_dflt_conf()`: links for which nobody has written the parameter follow `default`. */
function copyDefault(namespace: NetworkNamespace, path: string, value: string): void {
  for (const link of namespace.links.values()) {
    if (!link.allSysctlsOwn && !link.ownSysctls.has(path)) link.sysctls.set(path, value);
  }
}

function spread(kernel: KernelState, namespace: NetworkNamespace, { path, of }: LinkParameter, value: string): void {
  if (path === 'ipv4/conf/forwarding' && of === 'all') {
    namespace.sysctls.set('net/ipv4/ip_forward', value);
    forwardIpv4(namespace, value);
  }
  if (path === 'ipv6/conf/forwarding' && of === 'all') everywhere(namespace, path, value);
  if (path !== 'ipv6/conf/disable_ipv6') return;
  if (of === 'all') everywhere(namespace, path, value);
  const links = of === 'all' ? namespace.links.all() : of === 'default' ? [] : [linkOf(namespace, of)];
  for (const link of links) {
    if (value === '0') refreshIpv6(kernel, link);
    else stopIpv6(kernel, link);
  }
}

/** `inet_forward_change()`: every link forwards, or none, and redirects are accepted by hosts only. */
function forwardIpv4(namespace: NetworkNamespace, value: string): void {
  everywhere(namespace, 'ipv4/conf/forwarding', value);
  namespace.sysctls.setShared('ipv4/conf/accept_redirects', 'all', value === '0' ? '1' : '0');
}

function everywhere(namespace: NetworkNamespace, path: string, value: string): void {
  namespace.sysctls.setShared(path, 'all', value);
  namespace.sysctls.setShared(path, 'default', value);
  for (const link of namespace.links.values()) link.sysctls.set(path, value);
}
