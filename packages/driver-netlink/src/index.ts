export { netlink } from './netlink.js';
export type { NetlinkDriver, NetlinkOptions } from './netlink.js';
