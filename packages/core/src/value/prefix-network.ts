import ipaddr from 'ipaddr.js';

const known = new Map<string, string>();

/** The network of an address with its prefix, host bits cut: `10.0.0.7/24` is in `10.0.0.0/24`. */
export function prefixNetwork(prefix: string): string {
  const cached = known.get(prefix);
  if (cached !== undefined) return cached;
  const [address, bits] = ipaddr.parseCIDR(prefix);
  const network =
    address.kind() === 'ipv4' ? ipaddr.IPv4.networkAddressFromCIDR(prefix) : ipaddr.IPv6.networkAddressFromCIDR(prefix);
  const text = `${network.toString()}/${bits}`;
  // Bounded: the same few prefixes come again and again within one plan.
  if (known.size > 4096) known.clear();
  known.set(prefix, text);
  return text;
}

/** Whether an address is in the network of a prefix: `10.0.0.7` in that of `10.0.0.1/24`. */
export function isInNetwork(address: string, prefix: string): boolean {
  if (address.includes(':') !== prefix.includes(':')) return false;
  const bits = prefix.slice(prefix.indexOf('/'));
  return prefixNetwork(`${address}${bits}`) === prefixNetwork(prefix);
}
