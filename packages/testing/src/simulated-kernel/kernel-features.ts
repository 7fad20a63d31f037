/** What kernels are built with or without, and differ in. */
export interface KernelFeatures {
  /** CONFIG_BRIDGE_VLAN_FILTERING. */
  readonly vlanFiltering: boolean;
  /** As many as there are CPUs is how many queues a veth gets that asks for none. */
  readonly cpus: number;
  /** Kinds of links that the kernel has no driver for. */
  readonly missingKinds: readonly string[];
}

/** A kernel as distributions build it, on one CPU. */
export const FEATURES: KernelFeatures = { vlanFiltering: true, cpus: 1, missingKinds: [] };
