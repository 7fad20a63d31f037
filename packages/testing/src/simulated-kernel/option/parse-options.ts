import type { PhysicalLink, SimulatedKernelOptions } from '../kernel-options.js';
import { isNamespaceName } from '../namespace-name.js';
import { eachOf, expectDistinct, expected, expectOptions } from './expected.js';
import { parsePhysicalLink } from './parse-physical-link.js';

const OPTIONS = [
  'state',
  'links',
  'namespaces',
  'processes',
  'features',
  'time',
] satisfies readonly (keyof SimulatedKernelOptions)[];

const ETH0: PhysicalLink = { name: 'eth0' };
const TIMES: readonly unknown[] = ['settled', 'stepped'] satisfies readonly SimulatedKernelOptions['time'][];

/** The largest id of a process: PID_MAX_LIMIT (linux/threads.h). */
const LARGEST_PID = 2 ** 22;

/** What a kernel begins with where no state says it. */
export interface ParsedOptions {
  readonly links: readonly PhysicalLink[];
  readonly namespaces: readonly string[];
  readonly processes: readonly number[];
}

/** @throws RangeError for an option that is no such thing. */
export function parseOptions(options: SimulatedKernelOptions): ParsedOptions {
  expectOptions('simulatedKernel(options)', options, OPTIONS);
  const { links = [ETH0], namespaces = [], processes = [], time = 'settled' } = options;
  if (!TIMES.includes(time)) throw expected('time', "'settled' or 'stepped'", time);
  const parsed = {
    links: eachOf('links', links, (place, link) => parsePhysicalLink(place, link as PhysicalLink)),
    namespaces: eachOf('namespaces', namespaces, namespaceName),
    processes: eachOf('processes', processes, processId),
  };
  expectDistinct(
    'links',
    parsed.links.map(({ name }) => name),
  );
  expectDistinct('namespaces', parsed.namespaces);
  expectDistinct('processes', parsed.processes);
  return parsed;
}

function namespaceName(option: string, given: unknown): string {
  if (typeof given === 'string' && isNamespaceName(given)) return given;
  throw expected(option, 'a name for a namespace', given);
}

function processId(option: string, given: unknown): number {
  if (typeof given === 'number' && Number.isInteger(given) && given >= 1 && given <= LARGEST_PID) return given;
  throw expected(option, 'the id of a process', given);
}
