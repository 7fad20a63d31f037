import { createNet, type KernelOperation } from '@netloom/core';
import { KernelError, mockDriver, simulatedKernel, type SimulatedKernel } from '@netloom/testing';
import * as fc from 'fast-check';
import { chainOf, printCalls, type Call } from './call.js';
import { call } from './calls.js';
import { resolve } from './resolve.js';
import { foreignOperation } from './foreign.js';

/** What a network is before a case: made by transactions and by others. */
export interface Scene {
  readonly inhabited: boolean;
  readonly calls: readonly Call[];
  readonly foreign: readonly KernelOperation[];
}

export const scene: fc.Arbitrary<Scene> = fc.record({
  inhabited: fc.nat(5).map((chance) => chance < 5),
  calls: fc.array(call, { maxLength: 8 }),
  foreign: fc.array(foreignOperation, { maxLength: 10 }),
});

const HOST_LINKS = [
  { name: 'eth0', addresses: ['192.0.2.1/24', '192.0.2.2/24', '2001:db8::1/64'] },
  { name: 'eth1', mtu: 1450 },
];

const INHABITED: readonly Call[] = [
  {
    scope: 'a',
    method: 'veth',
    args: [
      'v0',
      { address: ['10.0.0.2/24', 'fd00::2/64'], peer: { name: 'h0', address: ['10.0.0.1/24', 'fd00::1/64'] } },
    ],
  },
  { scope: 'a', method: 'address', args: ['v0', '10.0.0.3/24', { label: 'v0:x' }] },
  { scope: 'a', method: 'route', args: ['default', { via: '10.0.0.1' }] },
  { scope: 'a', method: 'route', args: ['10.9.0.0/16', { via: '10.0.0.9', table: 100 }] },
  { scope: 'a', method: 'route', args: ['fd09::/48', { via: 'fd00::1' }] },
  { scope: 'a', method: 'neighbour', args: ['v0', '10.0.0.9', { mac: '06:00:00:00:00:09' }] },
  { scope: 'a', method: 'rule', args: [{ table: 100, priority: 100 }] },
  { scope: '', method: 'route', args: ['10.9.1.0/24', { via: '192.0.2.9' }] },
  { scope: '', method: 'bridge', args: ['br0', { address: '10.0.1.1/24' }] },
  { scope: 'b', method: 'veth', args: ['v1', { address: '10.0.1.2/24', peer: { name: 'v1', master: 'br0' } }] },
  { scope: '', method: 'link', args: ['v1', { port: { cost: 9, isolated: true } }] },
  { scope: 'b', method: 'macvlan', args: ['eth1', { mode: 'bridge', name: 'm0' }] },
];

/** The operations that make an inhabited network, worked out once. */
const INHABITANTS = make(simulatedKernel({ links: HOST_LINKS }), INHABITED).then(({ operations }) => operations);

/** A scene that was worked out: the operations that set it, so that it can be set as often as needed. */
export class Stage {
  readonly #operations: readonly KernelOperation[];
  readonly #text: string;

  private constructor(operations: readonly KernelOperation[], text: string) {
    this.#operations = operations;
    this.#text = text;
  }

  static async set({ inhabited, calls, foreign }: Scene): Promise<Stage> {
    const base = inhabited ? await INHABITANTS : [];
    const kernel = kernelAfter(base);
    const made = await make(kernel, calls);
    const others = foreign.filter((operation) => carriedOut(kernel, operation));
    const lines = [
      inhabited ? '  (inhabited)' : '',
      printCalls(made.calls),
      ...others.map((operation) => `  ${JSON.stringify(operation)}`),
    ];
    return new Stage([...base, ...made.operations, ...others], lines.filter((line) => line !== '').join('\n'));
  }

  /** A kernel of its own, with the scene as it was set. */
  kernel(): SimulatedKernel {
    return kernelAfter(this.#operations);
  }

  toString(): string {
    return this.#text;
  }
}

function kernelAfter(operations: readonly KernelOperation[]): SimulatedKernel {
  const kernel = simulatedKernel({ links: HOST_LINKS });
  for (const operation of operations) {
    kernel.apply(operation);
    // As long after the one before as it was when the scene was made.
    kernel.clock.settle();
  }
  return kernel;
}

/** Commits each call on its own; those that cannot be made here are left out. */
async function make(
  kernel: SimulatedKernel,
  calls: readonly Call[],
): Promise<{ readonly calls: readonly Call[]; readonly operations: readonly KernelOperation[] }> {
  const driver = mockDriver({ kernel });
  const net = createNet({ driver });
  const done: Call[] = [];
  for (const template of calls) {
    const each = resolve(template, kernel.read({ namespaces: 'all' }));
    const made = await chainOf(net, [each])
      .commit()
      .then(
        () => true,
        () => false,
      );
    if (made) done.push(each);
  }
  return { calls: done, operations: driver.applied };
}

/** Whether the kernel did it. */
export function carriedOut(kernel: SimulatedKernel, operation: KernelOperation): boolean {
  try {
    kernel.apply(operation);
    return true;
  } catch (error) {
    if (error instanceof KernelError) return false;
    throw error;
  }
}
