import type { KernelState } from '../kernel-state.js';
import type { Link } from '../link.js';
import { refreshCarrier } from './carrier.js';

/** A bridge whose MAC was set no longer follows its ports, and has a carrier only through them, from then on. */
export function pinMac(kernel: KernelState, bridge: Link): void {
  bridge.macPinned = true;
  bridge.followsPorts = true;
  refreshCarrier(kernel, bridge);
}
