import type { NetworkState } from '@netloom/core';
import type { KernelFeatures } from './kernel-features.js';

/** A network card that the host of a simulated kernel begins with. */
export interface PhysicalLink {
  /** At most 15 bytes. */
  readonly name: string;
  /** Six bytes in hexadecimal with colons, no group address; one of its own unless said otherwise. */
  readonly mac?: string;
  /** Bytes, 68 to 65535; 1500 unless said otherwise. */
  readonly mtu?: number;
  /** Up, with a carrier, unless said otherwise. */
  readonly up?: boolean;
  /** Each with its prefix length: `192.0.2.7/24`. */
  readonly addresses?: readonly string[];
  /** Addresses outside of the machine that answer on this card's network, a gateway say. */
  readonly outside?: readonly string[];
}

/** What a simulated kernel begins with, what it was built with, and how its time passes: see {@link simulatedKernel}. */
export interface SimulatedKernelOptions {
  /**
   * Everything that the kernel begins with, as it was read of a machine: `await net.snapshot()`, of production say. `links`,
   * `namespaces` and `processes` do not count then. Links of kinds that the simulated kernel cannot make are there nevertheless.
   */
  readonly state?: NetworkState;
  /** The host's network cards, beside `lo`. One `eth0`, up, unless said otherwise. */
  readonly links?: readonly PhysicalLink[];
  /** Namespaces that exist already, by name. */
  readonly namespaces?: readonly string[];
  /** Processes that live in a namespace of their own, by id: what `{ pid }` finds. */
  readonly processes?: readonly number[];
  /** What the kernel was built with. */
  readonly features?: Partial<KernelFeatures>;
  /**
   * `settled`: whenever state is read, everything that only takes time has happened. `stepped`: time passes when
   * `clock.advance()` says so.
   */
  readonly time?: 'settled' | 'stepped';
}
