import type { IpPrefix } from './ip/ip-address.js';

/** An address that a link has. */
export interface LinkAddress {
  /** The address itself, with the length of its prefix. */
  readonly local: IpPrefix;
  /** The far end where the address is point-to-point; its prefix is the one that the connected route has. */
  readonly peer: IpPrefix | undefined;
  readonly broadcast: bigint | undefined;
  /** IPv4 only. */
  label: string | undefined;
  readonly scope: string;
  metric: number | undefined;
  noPrefixRoute: boolean;
  noDad: boolean;
  home: boolean;
  manageTemp: boolean;
  autoJoin: boolean;
  validLifetime: number | undefined;
  preferredLifetime: number | undefined;
  /** IPv4: another address of the subnet came first. */
  secondary: boolean;
  /** IPv6: duplicate address detection has not ended. */
  tentative: boolean;
  readonly protocol: string | undefined;
}

/** An address with nothing but what is said of it. */
export function newAddress(
  local: IpPrefix,
  said: Partial<LinkAddress> & Pick<LinkAddress, 'label' | 'scope'>,
): LinkAddress {
  return {
    local,
    peer: undefined,
    broadcast: undefined,
    metric: undefined,
    noPrefixRoute: false,
    noDad: false,
    home: false,
    manageTemp: false,
    autoJoin: false,
    validLifetime: undefined,
    preferredLifetime: undefined,
    secondary: false,
    tentative: false,
    protocol: undefined,
    ...said,
  };
}

/** The prefix that decides the subnet: the peer's where there is one (`ifa_address` in the kernel's words). */
export function subnetPrefix(address: LinkAddress): IpPrefix {
  return address.peer ?? address.local;
}
