import test from 'ava';
import { createNet, type Driver, type KernelOperation, type Outcome } from '@netloom/core';
import { describeDriver } from '@netloom/testing';

export function myDriver(run: (line: string) => Promise<void>): Driver {
  return {
    name: 'mine',
    durable: true,
    capabilities: async () => ({ linkKinds: new Set(['veth']), rootless: false }),
    async apply(operations, options) {
      const outcomes: Outcome[] = operations.map(() => ({ status: 'not-run' }));
      for (const [index, operation] of operations.entries()) {
        const outcome = await outcomeOf(async () => {
          options.signal.throwIfAborted();
          await run(JSON.stringify(operation));
        });
        outcomes[index] = outcome;
        options.onOutcome(index, outcome);
        if (outcome.status === 'failed') break;
      }
      return { outcomes };
    },
    read: async () => ({ namespaces: [] }),
    async close() {},
  };
}

async function outcomeOf(work: () => Promise<void>): Promise<Outcome> {
  try {
    await work();
    return { status: 'done' };
  } catch (error) {
    return { status: 'failed', errno: 'EIO', kernelMessage: String(error) };
  }
}

export const net = createNet({ driver: myDriver(async () => {}) });

describeDriver('mine', () => myDriver(async () => {}), {
  test: (title, run) => {
    test(title, async (t) => {
      await run();
      t.pass();
    });
  },
});

/** A table over the operations cannot forget one. */
export const WEIGHTS = {
  'namespace.add': 1,
  'namespace.delete': 1,
  'namespace.set': 1,
  'link.add': 1,
  'link.set': 1,
  'link.delete': 1,
  'address.add': 1,
  'address.replace': 1,
  'address.delete': 1,
  'route.add': 1,
  'route.replace': 1,
  'route.delete': 1,
  'neighbour.add': 1,
  'neighbour.replace': 1,
  'neighbour.delete': 1,
  'rule.add': 1,
  'rule.delete': 1,
  'fdb.add': 1,
  'fdb.delete': 1,
  'sysctl.set': 1,
} satisfies Record<KernelOperation['op'], number>;

export type Handlers = { readonly [O in KernelOperation as O['op']]: (operation: O) => Promise<void> };
