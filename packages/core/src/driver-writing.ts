/**
 * `@netloom/core/driver`: what a driver needs of core at run time, without the transactions, so that a driver's own
 * threads and short-lived processes load in a few milliseconds. The types are in `@netloom/core`.
 */
export { mayTryKind } from './driver/may-try-kind.js';
export { probeOnce } from './driver/probe-once.js';
export { HOST, describeNamespace, isHost, namespaceFromKey, namespaceKey } from './value/namespace-ref.js';
export { NetloomError } from './error/netloom-error.js';
export { DriverError } from './error/driver-error.js';
export { PermissionError } from './error/permission-error.js';
export { UnsupportedError } from './error/unsupported-error.js';
