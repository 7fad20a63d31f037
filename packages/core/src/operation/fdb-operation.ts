import type { OnLink } from './on-namespace.js';

/** A forwarding entry that a person or a program put there: `bridge fdb add …`, see bridge(8). */
export interface FdbAttributes {
  readonly mac: string;
  /** `master`: the bridge's table; `self`: the device's own (VXLAN, address filters). */
  readonly owner: 'master' | 'self';
  readonly state: 'permanent' | 'static';
  readonly vlan?: number;
  /** VXLAN: where frames for this address go. */
  readonly destination?: string;
}

export interface FdbAdd extends OnLink, FdbAttributes {
  readonly op: 'fdb.add';
}

export interface FdbDelete extends OnLink, FdbAttributes {
  readonly op: 'fdb.delete';
}
