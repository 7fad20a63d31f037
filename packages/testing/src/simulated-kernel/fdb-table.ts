/** A forwarding entry, kept at the link that it leads to. */
export interface FdbEntry {
  readonly mac: string;
  readonly owner: 'master' | 'self';
  readonly state: 'permanent' | 'static';
  readonly vlan: number | undefined;
  readonly destination: string | undefined;
}
