import type { Link } from '../link.js';

/** A bridge whose MAC was set no longer follows its ports, and has a carrier only through them. */
export function pinMac(bridge: Link): void {
  bridge.macPinned = true;
  bridge.followsPorts = true;
}
