import { randomInt } from 'node:crypto';
import { availableParallelism, release } from 'node:os';
import type { Driver, ShellContext } from '@netloom/core';
import { probeOnce } from '@netloom/core/driver';
import { apply } from './apply.js';
import { probeCapabilities } from './capabilities/capabilities.js';
import { Processes } from './exec/processes.js';
import { programsOf } from './exec/programs.js';
import type { Tools } from './exec/tools.js';
import type { Iproute2Options } from './options.js';
import { probe } from './probe.js';
import { IndexNames } from './read/index-names.js';
import { namespaceNames } from './read/namespaces.js';
import { readState } from './read/read-state.js';
import { wrap } from './wrap.js';

/** Processes for each processor. They wait for the kernel's network lock most of the time, which more of them only crowd. */
const PROCESSES_PER_PROCESSOR = 2;

/** What this driver has beside what every driver has. */
export type Iproute2Driver = Driver & Required<Pick<Driver, 'namespaces' | 'wrap' | 'probe'>>;

/**
 * A driver that runs the `ip` command of iproute2 (4.18 or newer), and `bridge` for forwarding entries: a transaction is
 * one `ip -batch` for each namespace and wave of what depends on each other. Needs CAP_NET_ADMIN and CAP_SYS_ADMIN.
 *
 * @example
 *   await using net = createNet({ driver: iproute2() });
 *   await net.namespace('blue').veth('eth0', { peer: 'blue-host' }).commit();
 */
export function iproute2(options: Iproute2Options = {}): Iproute2Driver {
  const { parallel = availableParallelism() * PROCESSES_PER_PROCESSOR } = options;
  const tools: Tools = {
    processes: new Processes(parallel),
    programs: programsOf(options),
    indexNames: new IndexNames(),
  };
  const context = shellContext();
  return {
    name: 'iproute2',
    durable: true,
    revive: { module: new URL('index.js', import.meta.url).href, export: 'iproute2', options: { ...options } },
    capabilities: probeOnce((wanted) => probeCapabilities(tools, wanted)),
    apply: (operations, applyOptions) => apply(operations, applyOptions, tools, context),
    read: (query) => readState(query, tools),
    namespaces: namespaceNames,
    wrap: (namespace, file, args) => tools.programs(wrap(namespace, file, args)),
    probe: (target) => probe(target, tools),
    close: async () => {},
  };
}

/**
 * The host's namespace is that of this process, whose main thread never leaves it. Kernels before 6.15 look the name of
 * a new link up in the namespace of the caller, unless the link has an index: then they are given one above all that the
 * kernel gives out by itself.
 */
function shellContext(): ShellContext {
  const hostNetns = `/proc/${process.pid}/ns/net`;
  const [major = 0, minor = 0] = release().split('.').map(Number);
  const looksInTarget = major > 6 || (major === 6 && minor >= 15);
  return looksInTarget ? { hostNetns } : { hostNetns, chooseIndex: () => randomInt(2 ** 30, 2 ** 31) };
}
