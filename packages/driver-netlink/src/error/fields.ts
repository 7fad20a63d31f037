import {
  FRA_DPORT_RANGE,
  FRA_DST,
  FRA_FWMARK,
  FRA_FWMASK,
  FRA_IIFNAME,
  FRA_IP_PROTO,
  FRA_OIFNAME,
  FRA_PRIORITY,
  FRA_PROTOCOL,
  FRA_SPORT_RANGE,
  FRA_SRC,
  FRA_SUPPRESS_PREFIXLEN,
  FRA_TABLE,
} from '../wire/constant/fra.js';
import {
  IFA_ADDRESS,
  IFA_BROADCAST,
  IFA_CACHEINFO,
  IFA_FLAGS,
  IFA_LABEL,
  IFA_LOCAL,
  IFA_RT_PRIORITY,
} from '../wire/constant/ifa.js';
import {
  IFLA_ADDRESS,
  IFLA_AF_SPEC,
  IFLA_GROUP,
  IFLA_IFALIAS,
  IFLA_IFNAME,
  IFLA_LINK,
  IFLA_MASTER,
  IFLA_MTU,
  IFLA_NET_NS_FD,
  IFLA_NEW_IFINDEX,
  IFLA_PROP_LIST,
  IFLA_TXQLEN,
} from '../wire/constant/ifla.js';
import {
  IFLA_BRPORT_BCAST_FLOOD,
  IFLA_BRPORT_COST,
  IFLA_BRPORT_FAST_LEAVE,
  IFLA_BRPORT_GUARD,
  IFLA_BRPORT_ISOLATED,
  IFLA_BRPORT_LEARNING,
  IFLA_BRPORT_MCAST_FLOOD,
  IFLA_BRPORT_MODE,
  IFLA_BRPORT_NEIGH_SUPPRESS,
  IFLA_BRPORT_PRIORITY,
  IFLA_BRPORT_PROTECT,
  IFLA_BRPORT_UNICAST_FLOOD,
  IFLA_BR_AGEING_TIME,
  IFLA_BR_FORWARD_DELAY,
  IFLA_BR_GROUP_FWD_MASK,
  IFLA_BR_HELLO_TIME,
  IFLA_BR_MAX_AGE,
  IFLA_BR_MCAST_SNOOPING,
  IFLA_BR_PRIORITY,
  IFLA_BR_STP_STATE,
  IFLA_BR_VLAN_FILTERING,
  IFLA_MACVLAN_MODE,
} from '../wire/constant/ifla-kind.js';
import { NDA_DST, NDA_LLADDR, NDA_VLAN } from '../wire/constant/nda.js';
import {
  RTA_DST,
  RTA_GATEWAY,
  RTA_METRICS,
  RTA_MULTIPATH,
  RTA_OIF,
  RTA_PREF,
  RTA_PREFSRC,
  RTA_PRIORITY,
  RTA_TABLE,
  RTA_VIA,
} from '../wire/constant/rta.js';

/** The fields of operations by the attributes that carry them. */
type Fields = { readonly [type: number]: string };

export const LINK_FIELDS: Fields = {
  [IFLA_IFNAME]: 'name',
  [IFLA_ADDRESS]: 'mac',
  [IFLA_MTU]: 'mtu',
  [IFLA_MASTER]: 'master',
  [IFLA_TXQLEN]: 'txQueueLength',
  [IFLA_GROUP]: 'group',
  [IFLA_IFALIAS]: 'alias',
  [IFLA_LINK]: 'data.parent',
  [IFLA_NET_NS_FD]: 'namespace',
  [IFLA_NEW_IFINDEX]: 'namespaceIndex',
  [IFLA_PROP_LIST]: 'altNames',
  [IFLA_AF_SPEC]: 'addressGeneration',
};

export const PORT_FIELDS: Fields = {
  [IFLA_BRPORT_COST]: 'cost',
  [IFLA_BRPORT_PRIORITY]: 'priority',
  [IFLA_BRPORT_MODE]: 'hairpin',
  [IFLA_BRPORT_GUARD]: 'guard',
  [IFLA_BRPORT_PROTECT]: 'rootBlock',
  [IFLA_BRPORT_FAST_LEAVE]: 'fastLeave',
  [IFLA_BRPORT_LEARNING]: 'learning',
  [IFLA_BRPORT_UNICAST_FLOOD]: 'flood',
  [IFLA_BRPORT_MCAST_FLOOD]: 'multicastFlood',
  [IFLA_BRPORT_BCAST_FLOOD]: 'broadcastFlood',
  [IFLA_BRPORT_NEIGH_SUPPRESS]: 'neighbourSuppress',
  [IFLA_BRPORT_ISOLATED]: 'isolated',
};

const BRIDGE_FIELDS: Fields = {
  [IFLA_BR_FORWARD_DELAY]: 'forwardDelay',
  [IFLA_BR_HELLO_TIME]: 'helloTime',
  [IFLA_BR_MAX_AGE]: 'maxAge',
  [IFLA_BR_AGEING_TIME]: 'ageingTime',
  [IFLA_BR_STP_STATE]: 'stp',
  [IFLA_BR_PRIORITY]: 'priority',
  [IFLA_BR_VLAN_FILTERING]: 'vlanFiltering',
  [IFLA_BR_GROUP_FWD_MASK]: 'groupForwardMask',
  [IFLA_BR_MCAST_SNOOPING]: 'multicastSnooping',
};

const MACVLAN_FIELDS: Fields = { [IFLA_MACVLAN_MODE]: 'mode' };

/** Options of kinds. */
export const KIND_FIELDS: { readonly [kind: string]: Fields } = {
  bridge: BRIDGE_FIELDS,
  macvlan: MACVLAN_FIELDS,
  macvtap: MACVLAN_FIELDS,
};

export const ADDRESS_FIELDS: Fields = {
  [IFA_LOCAL]: 'address',
  [IFA_ADDRESS]: 'address',
  [IFA_LABEL]: 'label',
  [IFA_BROADCAST]: 'broadcast',
  [IFA_RT_PRIORITY]: 'metric',
  [IFA_CACHEINFO]: 'validLifetime',
  [IFA_FLAGS]: 'noPrefixRoute',
};

export const ROUTE_FIELDS: Fields = {
  [RTA_DST]: 'destination',
  [RTA_GATEWAY]: 'via',
  [RTA_VIA]: 'via',
  [RTA_OIF]: 'dev',
  [RTA_PRIORITY]: 'metric',
  [RTA_PREFSRC]: 'source',
  [RTA_METRICS]: 'metrics',
  [RTA_MULTIPATH]: 'nextHops',
  [RTA_TABLE]: 'table',
  [RTA_PREF]: 'preference',
};

export const NEIGHBOUR_FIELDS: Fields = {
  [NDA_DST]: 'address',
  [NDA_LLADDR]: 'mac',
};

export const FDB_FIELDS: Fields = {
  [NDA_LLADDR]: 'mac',
  [NDA_VLAN]: 'vlan',
  [NDA_DST]: 'destination',
};

export const RULE_FIELDS: Fields = {
  [FRA_PRIORITY]: 'priority',
  [FRA_TABLE]: 'table',
  [FRA_SRC]: 'from',
  [FRA_DST]: 'to',
  [FRA_IIFNAME]: 'inputDevice',
  [FRA_OIFNAME]: 'outputDevice',
  [FRA_FWMARK]: 'mark',
  [FRA_FWMASK]: 'markMask',
  [FRA_SUPPRESS_PREFIXLEN]: 'suppressPrefixLength',
  [FRA_IP_PROTO]: 'ipProtocol',
  [FRA_SPORT_RANGE]: 'sourcePort',
  [FRA_DPORT_RANGE]: 'destinationPort',
  [FRA_PROTOCOL]: 'protocol',
};
