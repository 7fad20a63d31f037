/** What a link of any kind can have, in the kernel's terms. Absent means: the kernel's default. */
export interface LinkAttributes {
  /** Administratively up (IFF_UP). */
  readonly up?: boolean;
  /** Hardware address, lower case, six bytes. */
  readonly mac?: string;
  readonly mtu?: number;
  /** The bridge that the link is a port of, a link in the same namespace. */
  readonly master?: string;
  /** The master's index, which wins over its name. */
  readonly masterIndex?: number;
  readonly alias?: string;
  readonly altNames?: readonly string[];
  /** Length of the transmit queue, in packets. */
  readonly txQueueLength?: number;
  readonly group?: number;
  readonly promiscuous?: boolean;
  readonly allMulticast?: boolean;
  readonly multicast?: boolean;
  readonly arp?: boolean;
}
