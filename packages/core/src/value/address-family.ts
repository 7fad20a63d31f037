/** The kernel's name of an address family: `inet` is IPv4, `inet6` is IPv6. */
export type AddressFamily = 'inet' | 'inet6';
