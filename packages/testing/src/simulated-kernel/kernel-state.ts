import { HOST, isHost, type NamespaceRef } from '@netloom/core';
import { KernelError } from './kernel-error.js';
import { FEATURES, type KernelFeatures } from './kernel-features.js';
import { addLoopback } from './kind/loopback.js';
import type { Link } from './link.js';
import { NetworkNamespace } from './network-namespace.js';
import { VirtualClock } from './virtual-clock.js';

/** The device number of nsfs on a kernel with few file systems; every namespace has the same. */
const NSFS_DEVICE = 4;
const FIRST_INODE = 4026531840;
/** Digits of a nanosecond that a millisecond does not have. */
const NANOSECOND_DIGITS = 6;

/** All that the simulated kernel keeps: namespaces with what is in them, and what counts on across them. */
export class KernelState {
  readonly features: KernelFeatures;
  readonly clock: VirtualClock = new VirtualClock();
  readonly host: NetworkNamespace;
  readonly named: Map<string, NetworkNamespace> = new Map();
  /** Namespaces of processes, by process id. */
  readonly processes: Map<number, NetworkNamespace> = new Map();
  /** Namespaces that are found by a file elsewhere than under `/run/netns`, by its path. */
  readonly files: Map<string, NetworkNamespace> = new Map();
  /** Links whose carrier changed, and whose operational state is to be found anew. */
  readonly carrierEvents: Set<Link> = new Set();
  #namespaces = 0;
  #macs = 0;

  constructor(features: Partial<KernelFeatures> = {}) {
    this.features = { ...FEATURES, ...features };
    this.host = this.newNamespace(HOST);
  }

  newNamespace(ref: NamespaceRef): NetworkNamespace {
    this.#namespaces += 1;
    const namespace = new NetworkNamespace(ref, {
      inode: FIRST_INODE + this.#namespaces,
      device: NSFS_DEVICE,
      changeTime: `${Date.now()}${String(this.#namespaces).padStart(NANOSECOND_DIGITS, '0')}`,
      cookie: String(this.#namespaces),
    });
    addLoopback(namespace);
    return namespace;
  }

  /** A locally administered unicast address that no link has had yet (IEEE 802, bit 1 of the first byte). */
  newMac(): string {
    this.#macs += 1;
    let mac = '02';
    for (let shift = 32; shift >= 0; shift -= 8) mac += `:${hexByte(Math.floor(this.#macs / 2 ** shift) & 0xff)}`;
    return mac;
  }

  find(ref: NamespaceRef): NetworkNamespace | undefined {
    if (typeof ref === 'string') return this.named.get(ref);
    if (isHost(ref)) return this.host;
    if ('pid' in ref) return this.processes.get(ref.pid);
    const held = this.files.get(ref.path);
    if (held !== undefined) return held;
    const name = /^(?:\/var)?\/run\/netns\/([^/]+)$/.exec(ref.path)?.[1];
    if (name !== undefined) return this.named.get(name);
    const pid = /^\/proc\/(\d+)\/ns\/net$/.exec(ref.path)?.[1];
    return pid === undefined ? undefined : this.processes.get(Number(pid));
  }

  require(ref: NamespaceRef): NetworkNamespace {
    const namespace = this.find(ref);
    if (namespace !== undefined) return namespace;
    throw new KernelError(typeof ref === 'object' && 'pid' in ref ? 'ESRCH' : 'ENOENT');
  }
}

function hexByte(byte: number): string {
  return byte < 16 ? `0${byte.toString(16)}` : byte.toString(16);
}
