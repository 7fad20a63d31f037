/** Options of a bridge port, `bridge link set …`, see bridge(8). Lost when the port leaves its bridge. */
export interface PortOptions {
  readonly cost?: number;
  readonly priority?: number;
  readonly isolated?: boolean;
  readonly hairpin?: boolean;
  readonly guard?: boolean;
  readonly rootBlock?: boolean;
  readonly fastLeave?: boolean;
  readonly learning?: boolean;
  readonly flood?: boolean;
  readonly multicastFlood?: boolean;
  readonly broadcastFlood?: boolean;
  readonly neighbourSuppress?: boolean;
}
