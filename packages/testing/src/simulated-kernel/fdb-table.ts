/** A forwarding entry, kept at the link that it leads to. */
export interface FdbEntry {
  readonly mac: string;
  readonly owner: 'master' | 'self';
  readonly state: 'permanent' | 'static';
  readonly vlan: number | undefined;
  readonly destination: string | undefined;
  /** The link below, which was to let in the same, has lost it. It is not asked again, and deleting takes two goes. */
  lostBelow?: 'kept' | 'deleted';
}
