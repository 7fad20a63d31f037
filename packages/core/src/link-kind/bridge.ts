/** `ip link add … type bridge …`, see ip-link(8). Times are in hundredths of a second, as the kernel keeps them. */
export interface BridgeData {
  readonly stp?: boolean;
  readonly priority?: number;
  readonly forwardDelay?: number;
  readonly helloTime?: number;
  readonly maxAge?: number;
  readonly ageingTime?: number;
  readonly vlanFiltering?: boolean;
  readonly multicastSnooping?: boolean;
  readonly groupForwardMask?: number;
}
