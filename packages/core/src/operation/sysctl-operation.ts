import type { OnNamespace } from './on-namespace.js';

/** Writes a kernel parameter of the namespace: `sysctl -w KEY=VALUE`. */
export interface SysctlSet extends OnNamespace {
  readonly op: 'sysctl.set';
  /** Below `net/`, its parts separated by slashes (`net/ipv4/ip_forward`), so that a dot can stand in a link's name. */
  readonly key: string;
  readonly value: string;
}
