import type { NetworkState } from '@netloom/core';
import type { KernelFeatures } from './kernel-features.js';

/** A network card that the host of a simulated kernel begins with. */
export interface PhysicalLink {
  readonly name: string;
  readonly mac?: string;
  /** 1500 unless said otherwise. */
  readonly mtu?: number;
  /** Up, with a carrier, unless said otherwise. */
  readonly up?: boolean;
  /** With prefix lengths. */
  readonly addresses?: readonly string[];
  /** Addresses outside of the machine that answer on this card's network, a gateway say. */
  readonly outside?: readonly string[];
}

export interface SimulatedKernelOptions {
  /**
   * Everything that the kernel begins with, as it was read of a machine: `await net.snapshot()`, of production say. `links`
   * and `namespaces` do not count then. Links of kinds that the simulated kernel cannot make are there nevertheless.
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
