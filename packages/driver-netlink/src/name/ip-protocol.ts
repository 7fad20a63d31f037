import { NumberedNames } from './numbered-names.js';

/** Protocols above IP that have a usual name (`/etc/protocols`). */
export const IP_PROTOCOLS: NumberedNames = new NumberedNames({
  icmp: 1,
  igmp: 2,
  tcp: 6,
  udp: 17,
  dccp: 33,
  gre: 47,
  esp: 50,
  ah: 51,
  'ipv6-icmp': 58,
  ospf: 89,
  sctp: 132,
});
