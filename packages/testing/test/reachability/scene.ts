import type { Network } from '../simulated-kernel/network.js';

/** A network, and who pings whom in it. */
export interface Scene {
  readonly name: string;
  readonly network: Network;
  readonly pings: readonly (readonly [from: string, to: string])[];
}
