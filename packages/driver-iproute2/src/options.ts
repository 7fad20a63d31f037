/** How the driver finds its tools. Plain JSON, so that recovery in another process can make the same driver. */
export interface Iproute2Options {
  /** The `ip` command: a name that is looked up in `PATH`, or a path. Default `ip`. */
  readonly ip?: string;
  /** The `bridge` command, which comes with `ip`. Default `bridge`. */
  readonly bridge?: string;
  /** How many processes may run side by side. Default: two for each available processor. */
  readonly parallel?: number;
}
