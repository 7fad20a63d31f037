import type { OnNamespace } from './on-namespace.js';

/** Has a DHCP client acquire an address for the link. Core runs the client; drivers never see this operation. */
export interface DhcpAcquire extends OnNamespace {
  readonly op: 'dhcp.acquire';
  readonly link: string;
  readonly client?: 'udhcpc' | 'dhcpcd' | 'dhclient';
  readonly timeoutMs: number;
}
