export { iproute2 } from './iproute2.js';
export type { Iproute2Driver } from './iproute2.js';
export type { Iproute2Options } from './options.js';
