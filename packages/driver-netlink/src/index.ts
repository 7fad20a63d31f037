export { netlink } from './netlink.js';
export type { NetlinkDriver, NetlinkOptions } from './netlink.js';
export type { NamespaceWorker } from './namespace-worker/start-worker.js';
