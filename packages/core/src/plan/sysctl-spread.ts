/**
 * Parameters of one link that are lost with its IPv4 or IPv6 side (a move to another namespace, an MTU under 1280) and
 * that people set (kernel: Documentation/networking/ip-sysctl.rst).
 */
const LINK_PARAMETERS: Readonly<Record<'ipv4' | 'ipv6', readonly string[]>> = {
  ipv4: [
    'accept_local',
    'accept_redirects',
    'accept_source_route',
    'arp_accept',
    'arp_announce',
    'arp_filter',
    'arp_ignore',
    'arp_notify',
    'bc_forwarding',
    'forwarding',
    'ignore_routes_with_linkdown',
    'log_martians',
    'promote_secondaries',
    'proxy_arp',
    'proxy_arp_pvlan',
    'route_localnet',
    'rp_filter',
    'secure_redirects',
    'send_redirects',
    'shared_media',
    'src_valid_mark',
  ],
  ipv6: [
    'accept_dad',
    'accept_ra',
    'accept_ra_defrtr',
    'accept_ra_pinfo',
    'accept_ra_rtr_pref',
    'accept_redirects',
    'accept_source_route',
    'autoconf',
    'dad_transmits',
    'disable_ipv6',
    'forwarding',
    'keep_addr_on_down',
    'ndisc_notify',
    'optimistic_dad',
    'proxy_ndp',
    'use_tempaddr',
  ],
};

/**
 * The other parameters that writing `key` changes as well: `ip_forward` sets `forwarding` of every link, and so on
 * (kernel: net/ipv4/devinet.c and net/ipv6/addrconf.c). For `net/ipv4/conf/LINK` itself: the parameters of that link.
 */
export function spreadOf(key: string, links: readonly string[]): string[] {
  const whole = /^net\/(?<family>ipv[46])\/conf\/[^/]+$/.exec(key)?.groups?.['family'];
  if (whole === 'ipv4' || whole === 'ipv6') return LINK_PARAMETERS[whole].map((name) => `${key}/${name}`);
  const everywhere = ['all', 'default', ...links];
  if (key === 'net/ipv4/ip_forward' || key === 'net/ipv4/conf/all/forwarding') {
    return [
      ...everywhere.map((link) => `net/ipv4/conf/${link}/forwarding`),
      'net/ipv4/ip_forward',
      'net/ipv4/conf/all/accept_redirects',
    ].filter((each) => each !== key);
  }
  const all = /^net\/ipv6\/conf\/all\/(?<name>forwarding|disable_ipv6)$/.exec(key)?.groups?.['name'];
  if (all !== undefined) {
    return everywhere.map((link) => `net/ipv6/conf/${link}/${all}`).filter((each) => each !== key);
  }
  return [];
}
