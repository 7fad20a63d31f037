import type { Operation } from '../operation/operation.js';

/** What usually causes an error, where the kernel's own words do not say it. */
const HINTS: Readonly<Record<string, string>> = {
  EPERM: 'netloom needs CAP_NET_ADMIN in the namespace, and CAP_SYS_ADMIN to enter others: run as root, or rootless',
  EACCES: 'the kernel refuses access: IPv6 may be disabled on the link',
  EEXIST: 'something else made it since it was planned; ensure() accepts what is there',
  ENODEV: 'the link went away since it was planned',
  ENOENT: 'it went away since it was planned',
  EOPNOTSUPP: 'the kernel lacks this kind or option; its module may not be loaded',
  EBUSY: 'the link is in use: it may be a port of a bridge, or carry another link',
  EADDRINUSE: 'another link on the same parent has this hardware address',
  EADDRNOTAVAIL: 'the address is not there, or is none that can be used here',
  ENETUNREACH: 'the gateway is not on a network of any link that is up',
  EHOSTUNREACH: 'the gateway is not on a network of any link that is up',
  ENETDOWN: 'the link that the route leads through is down',
  ENOTCONN: 'the other end of the pair is not there yet',
  EINVAL: 'a value is out of the range that the kernel accepts here',
  ENOBUFS: 'the kernel ran out of buffer space for the answers',
  ENOMEM: 'the kernel ran out of memory',
};

export function hintFor(errno: string, operation: Operation): string | undefined {
  if (
    errno === 'EINVAL' &&
    operation.op === 'link.add' &&
    (operation.kind === 'macvlan' || operation.kind === 'macvtap')
  ) {
    return "its MTU may be larger than the parent's, or the parent carries a passthru macvlan";
  }
  if (errno === 'ENOBUFS' && operation.op.startsWith('neighbour.')) {
    return 'the link may have no IPv6, as below an MTU of 1280';
  }
  return HINTS[errno];
}
