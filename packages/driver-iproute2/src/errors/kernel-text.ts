/**
 * What the kernel answers in words (extended ack) has no errno in the output of `ip`. These are the texts that come with
 * another errno than EINVAL, as the kernel's source and experiments have them; the texts of net/core/rtnetlink.c,
 * net/core/dev.c, net/ipv4, net/ipv6, net/bridge, drivers/net/{macvlan,vxlan,veth}.c.
 */
const ERRNO_BY_KERNEL_TEXT: readonly (readonly [text: RegExp, errno: string])[] = [
  [/failed policy validation/, 'ERANGE'],
  [/out of range/, 'ERANGE'],
  [/same name exists|altname .* exists|Unable to use '.*' for the new interface name/, 'EEXIST'],
  [/ifindex .* exists in the target netns|interface with the ifindex/i, 'EBUSY'],
  [/already assigned|already exists|already has a nsid|Exclusivity flag on|NLM_F_REPLACE needed/, 'EEXIST'],
  [
    /Unknown device type|Device type not supported|not supported via rtnetlink|creation via rtnetlink is not supported/,
    'EOPNOTSUPP',
  ],
  [/Cannot change VNI|does not support|not supported|Can not enslave .* already enslaved/i, 'EOPNOTSUPP'],
  [/Can not enslave a bridge to a bridge|loop/i, 'ELOOP'],
  [/[Aa]ddress not found/, 'EADDRNOTAVAIL'],
  [/IFA_F_MCAUTOJOIN|^ipv6: Invalid address|Cannot assign loopback address/, 'EADDRNOTAVAIL'],
  [/IPv6 is disabled/, 'EACCES'],
  [
    /[Dd]evice not found|No such device|Unable to find the interface|[Nn]o such interface|[Dd]evice does not exist/,
    'ENODEV',
  ],
  [/Egress device can not be found|Device not found/, 'ENODEV'],
  [/Nexthop has invalid gateway/, 'ENETUNREACH'],
  [/[Nn]exthop (?:device )?is not up|Device for nexthop is not up|[Dd]evice .*is not up/, 'ENETDOWN'],
  [/Network is down|Interface is down/, 'ENETDOWN'],
  [/FIB table does not exist|table does not exist/, 'ENOENT'],
  [/Failed to find|not found|does not exist|is unknown|handle of zero/, 'ENOENT'],
  [/Permission|not permitted/i, 'EPERM'],
  [/is busy|in use|being used/i, 'EBUSY'],
  [/Message too long/, 'EMSGSIZE'],
];

/** The errno that the kernel gives together with this text; most come with EINVAL. */
export function errnoOfKernelText(text: string): string {
  return ERRNO_BY_KERNEL_TEXT.find(([pattern]) => pattern.test(text))?.[1] ?? 'EINVAL';
}
