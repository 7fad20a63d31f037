import type { ExecutionContext } from 'ava';
import type { KernelOperation, NamespaceRef, NamespaceState, Outcome } from '@netloom/core';
import { HOST } from '@netloom/core/driver';
import { netlink, type NetlinkDriver, type NetlinkOptions } from '@netloom/driver-netlink';

/** A driver with what tests do to it. What `made` names is taken away at the end, whatever became of the test. */
export interface Lab {
  readonly driver: NetlinkDriver;
  readonly apply: (...operations: readonly KernelOperation[]) => Promise<readonly Outcome[]>;
  /** As {@link apply}, and every outcome must be `done`. */
  readonly done: (...operations: readonly KernelOperation[]) => Promise<readonly Outcome[]>;
  /** The one namespace's state. */
  readonly state: (namespace?: NamespaceRef) => Promise<NamespaceState>;
}

/** Runs a test with a driver of its own in the namespaces `names`, which exist before and are gone after. */
export async function withLab(
  t: ExecutionContext,
  names: readonly string[],
  run: (lab: Lab) => Promise<void>,
  options: NetlinkOptions = {},
): Promise<void> {
  const driver = netlink(options);
  const apply: Lab['apply'] = async (...operations) => {
    const { outcomes } = await driver.apply(operations, {
      after: operations.map((_, index) => (index === 0 ? [] : [index - 1])),
      signal: new AbortController().signal,
      onOutcome: () => undefined,
    });
    return outcomes;
  };
  const lab: Lab = {
    driver,
    apply,
    async done(...operations) {
      const outcomes = await apply(...operations);
      t.deepEqual(
        outcomes.filter(({ status }) => status !== 'done'),
        [],
      );
      return outcomes;
    },
    async state(namespace = HOST) {
      const state = (await driver.read({ namespaces: [namespace] })).namespaces[0];
      if (state === undefined) throw new Error('there is no such namespace');
      return state;
    },
  };
  try {
    await lab.done(...names.map((namespace) => ({ op: 'namespace.add', namespace }) as const));
    await run(lab);
  } finally {
    const left = (await driver.namespaces?.()) ?? [];
    for (const namespace of left) await apply({ op: 'namespace.delete', namespace });
    for (const link of (await lab.state()).links) {
      if (link.kind !== 'loopback')
        await apply({ op: 'link.delete', namespace: HOST, name: link.name, ifindex: link.ifindex });
    }
    await driver.close();
  }
}
