import { KernelError } from './kernel-error.js';
import { SparseMap } from './sparse-map.js';

/** Parameters of a namespace that belong to no link, by the path below `/proc/sys`. */
const DEFAULTS: { readonly [key: string]: string } = {
  'net/ipv4/ip_forward': '0',
  'net/ipv4/ip_default_ttl': '64',
  'net/ipv4/ip_local_port_range': '32768\t60999',
  'net/ipv4/ip_nonlocal_bind': '0',
  'net/ipv4/ip_unprivileged_port_start': '1024',
  'net/ipv4/icmp_echo_ignore_all': '0',
  'net/ipv4/icmp_echo_ignore_broadcasts': '1',
  'net/ipv4/ping_group_range': '1\t0',
  'net/ipv4/tcp_syncookies': '1',
  'net/ipv4/tcp_keepalive_time': '7200',
  'net/ipv4/fib_multipath_hash_policy': '0',
  'net/ipv6/bindv6only': '0',
  'net/ipv6/ip_nonlocal_bind': '0',
  'net/core/somaxconn': '4096',
};

/** Parameters that exist for `all`, `default` and every link, by the path with the link's part left out. */
const LINK_DEFAULTS: { readonly [key: string]: string } = {
  'ipv4/conf/forwarding': '0',
  'ipv4/conf/rp_filter': '0',
  'ipv4/conf/arp_ignore': '0',
  'ipv4/conf/arp_announce': '0',
  'ipv4/conf/arp_filter': '0',
  'ipv4/conf/arp_notify': '0',
  'ipv4/conf/proxy_arp': '0',
  'ipv4/conf/accept_local': '0',
  'ipv4/conf/accept_redirects': '1',
  'ipv4/conf/send_redirects': '1',
  'ipv4/conf/accept_source_route': '0',
  'ipv4/conf/route_localnet': '0',
  'ipv4/conf/promote_secondaries': '0',
  'ipv4/conf/log_martians': '0',
  'ipv6/conf/forwarding': '0',
  'ipv6/conf/disable_ipv6': '0',
  'ipv6/conf/accept_ra': '1',
  'ipv6/conf/accept_dad': '1',
  'ipv6/conf/accept_redirects': '1',
  'ipv6/conf/autoconf': '1',
  'ipv6/conf/dad_transmits': '1',
  'ipv6/conf/addr_gen_mode': '0',
  'ipv6/conf/keep_addr_on_down': '0',
  'ipv6/conf/proxy_ndp': '0',
  'ipv6/conf/router_solicitation_delay': '1',
  'ipv6/conf/use_tempaddr': '0',
};

export interface LinkParameter {
  /** The path with the link's part left out: `ipv4/conf/rp_filter`. */
  readonly path: string;
  /** `all`, `default` or the name of a link. */
  readonly of: string;
}

/** Takes `net/ipv4/conf/eth0/rp_filter` apart; `undefined` where the key belongs to no link. */
export function linkParameter(key: string): LinkParameter | undefined {
  const known = PARAMETERS.get(key);
  if (known !== undefined || PARAMETERS.has(key)) return known;
  if (PARAMETERS.size >= MOST_PARAMETERS) PARAMETERS.clear();
  const parameter = takenApart(key);
  PARAMETERS.set(key, parameter);
  return parameter;
}

/** A state is read with the same parameters again and again. */
const PARAMETERS = new Map<string, LinkParameter | undefined>();
const MOST_PARAMETERS = 10_000;

function takenApart(key: string): LinkParameter | undefined {
  const [net, family, conf, of, name, ...rest] = key.split('/');
  if (net !== 'net' || conf !== 'conf' || of === undefined || name === undefined || rest.length > 0) return undefined;
  return { path: `${family}/${conf}/${name}`, of };
}

/** The parameters of one namespace, but for those of single links, which the links carry. */
export class SysctlTree {
  readonly #values = new SparseMap<string, string>();

  /** The value of a parameter; `undefined` where the kernel has no such file. */
  find(key: string): string | undefined {
    return this.#values.get(key) ?? DEFAULTS[key];
  }

  /** Writes a parameter that there is. */
  set(key: string, value: string): void {
    this.#values.set(key, value);
  }

  /** A parameter of `all` or `default`. */
  shared(path: string, of: 'all' | 'default'): string {
    // Of all parameters only this one differs between `all` and `default` (addrconf.c).
    const fallback = of === 'all' && path === 'ipv6/conf/accept_dad' ? '0' : this.initial(path);
    return this.#values.get(`${of} ${path}`) ?? fallback;
  }

  setShared(path: string, of: 'all' | 'default', value: string): void {
    this.shared(path, of);
    this.#values.set(`${of} ${path}`, value);
  }

  /** Whether links have such a parameter. */
  has(path: string): boolean {
    return LINK_DEFAULTS[path] !== undefined;
  }

  /** What a parameter of a link is before anybody writes it. */
  initial(path: string): string {
    const value = LINK_DEFAULTS[path];
    if (value === undefined) throw new KernelError('ENOENT');
    return value;
  }

  /** All that `default` says now: what a link begins with. */
  fresh(): Iterable<readonly [path: string, value: string]> {
    const changed = new SparseMap<string, string>();
    for (const [key, value] of this.#values) {
      if (key.startsWith('default ')) changed.set(key.slice('default '.length), value);
    }
    return changed;
  }
}
