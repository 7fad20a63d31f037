/**
 * Where the kernel answers in words (extended ack) `ip` prints no errno. These are the texts that come with another one
 * than EINVAL, found by experiment and in the kernel's source: net/core/{rtnetlink,dev,fib_rules,neighbour}.c, net/ipv4,
 * net/ipv6, net/bridge, net/sched, drivers/net/{veth,macvlan}.c, drivers/net/vxlan.
 */
const ERRNO_BY_KERNEL_TEXT: readonly (readonly [text: RegExp, errno: string])[] = [
  // Policies and kinds.
  [/^Attribute failed policy validation/, 'ERANGE'],
  [/^integer out of range/, 'ERANGE'],
  [/^Unknown device type|creation via rtnetlink is not supported|^Cannot change VNI/, 'EOPNOTSUPP'],
  [/^Backward goto not supported/, 'EINVAL'],
  [/does not support|not supported|^Device does not allow enslaving to a bridge/, 'EOPNOTSUPP'],
  // Links.
  [/^Can not enslave a bridge to a bridge/, 'ELOOP'],
  [/^An interface with the (?:same name|altname .*) exists in the target netns/, 'EEXIST'],
  [/^Unable to use '.*' for the new interface name in the target netns/, 'EEXIST'],
  [/^(?:The|An interface with the) ifindex .* (?:exists|in use)/, 'EBUSY'],
  [/^A VXLAN device with the specified VNI already exists/, 'EEXIST'],
  [/^Peer netns already has a nsid assigned/, 'EEXIST'],
  // Addresses.
  [/^ipv[46]: [Aa]ddress already assigned/, 'EEXIST'],
  [/^ipv[46]: [Aa]ddress not found/, 'EADDRNOTAVAIL'],
  [/IFA_F_MCAUTOJOIN|^ipv6: Invalid address|Cannot assign loopback address/, 'EADDRNOTAVAIL'],
  [/^ipv4: Device not found|^ipv6: Unable to find the interface|no such interface/i, 'ENODEV'],
  // Of neighbours, who are told so without the name of the module.
  [/^IPv6 is disabled on this device/, 'EINVAL'],
  [/IPv6 is disabled on/, 'EACCES'],
  // Routes.
  [/^Nexthop has invalid gateway$/, 'ENETUNREACH'],
  [/^(?:Nexthop device|Device for nexthop) is not up/, 'ENETDOWN'],
  [/^Egress device can not be found|^No egress device for nexthop/, 'ENODEV'],
  [/FIB table does not exist/, 'ESRCH'],
  // Queueing disciplines, and forwarding entries.
  [/^Exclusivity flag on|^NLM_F_REPLACE needed/, 'EEXIST'],
  [/^Failed to find|qdisc kind is unknown|handle of zero/, 'ENOENT'],
];

/** The errno that the kernel gives together with this text; most come with EINVAL. */
export function errnoOfKernelText(text: string): string {
  return ERRNO_BY_KERNEL_TEXT.find(([pattern]) => pattern.test(text))?.[1] ?? 'EINVAL';
}
