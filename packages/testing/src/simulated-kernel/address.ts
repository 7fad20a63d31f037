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
  /** IPv6: the address has no route of its own until it is known that nobody else has it. */
  waits: boolean;
  readonly protocol: string | undefined;
}

type Said = Partial<LinkAddress> & Pick<LinkAddress, 'label' | 'scope'>;

/** An address with nothing but what is said of it. Each field by itself: every address has the same shape. */
export function newAddress(local: IpPrefix, said: Said): LinkAddress {
  return {
    local,
    peer: said.peer,
    broadcast: said.broadcast,
    label: said.label,
    scope: said.scope,
    metric: said.metric,
    noPrefixRoute: said.noPrefixRoute ?? false,
    noDad: said.noDad ?? false,
    home: said.home ?? false,
    manageTemp: said.manageTemp ?? false,
    autoJoin: said.autoJoin ?? false,
    validLifetime: said.validLifetime,
    preferredLifetime: said.preferredLifetime,
    secondary: said.secondary ?? false,
    tentative: said.tentative ?? false,
    waits: said.waits ?? false,
    protocol: said.protocol,
  };
}

/** The prefix that decides the subnet: the peer's where there is one (`ifa_address` in the kernel's words). */
export function subnetPrefix(address: LinkAddress): IpPrefix {
  return address.peer ?? address.local;
}
