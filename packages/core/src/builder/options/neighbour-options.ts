/** See ip-neighbour(8). */
export interface NeighbourOptions {
  /** The hardware address of the neighbour; every entry but a proxy one needs it. */
  readonly mac?: string | undefined;
  /** `permanent` unless told otherwise. */
  readonly state?: 'permanent' | 'noarp' | undefined;
  /** Answer for the address on this link instead. */
  readonly proxy?: boolean | undefined;
  /** IPv6: the neighbour is a router. */
  readonly router?: boolean | undefined;
}

export interface DeleteNeighbourOptions {
  /** Deletes the proxy entry. */
  readonly proxy?: boolean | undefined;
}
