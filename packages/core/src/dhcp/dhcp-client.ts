import type { NamespaceRef } from '../value/namespace-ref.js';

/** A program that acquires an address by DHCP. */
export type DhcpClientName = 'udhcpc' | 'dhcpcd' | 'dhclient';

/** Every client that netloom can run, the one that it prefers first: udhcpc keeps no state and is the quickest. */
export const DHCP_CLIENTS: readonly DhcpClientName[] = ['udhcpc', 'dhcpcd', 'dhclient'];

/** The Debian package of each, for messages. */
export const DHCP_CLIENT_PACKAGES: { readonly [N in DhcpClientName]: string } = {
  udhcpc: 'udhcpc',
  dhcpcd: 'dhcpcd-base',
  dhclient: 'isc-dhcp-client',
};

/** A client that runs for a link. JSON, so that it can stand in a journal and another process can end the client. */
export interface DhcpClientHandle {
  readonly client: DhcpClientName;
  readonly pid: number;
  /** Field 22 of `/proc/PID/stat`, see proc(5): with the pid it names one process, also after the pid was reused. */
  readonly startTime: string;
  readonly namespace: NamespaceRef;
  readonly link: string;
  /** The client's private folder: script, lease, pid. */
  readonly directory: string;
}
