import type { KernelOperation, Outcome } from '@netloom/core';
import type { Engine } from '../engine/engine.js';
import type { PlainQuery } from '../read/read-state.js';
import type { Channel, Method, Reply, Request } from './messages.js';
import { toPlainError } from './plain-error.js';

/** Serves an engine to the other side of a channel. */
export function serve(engine: Engine, channel: Channel<Request, Reply>): void {
  const aborted = new Set<number>();
  const running = new Set<number>();

  channel.listen((request) => {
    const { id } = request;
    if (request.method === 'abort') {
      if (running.has(id)) aborted.add(id);
      return;
    }
    running.add(id);
    const { method, argument } = request;
    void Promise.resolve()
      .then(() => methods[method](id, argument))
      .then(
        (result) => channel.post({ id, result: JSON.stringify(result) ?? 'null' }),
        (error: unknown) => channel.post({ id, error: toPlainError(error) }),
      )
      .finally(() => {
        running.delete(id);
        aborted.delete(id);
      });
  });

  const methods: { readonly [M in Method]: (id: number, argument: string) => unknown } = {
    capabilities: () => engine.capabilities(),
    namespaces: () => engine.namespaces(),
    read: (_id, argument) => engine.read(JSON.parse(argument) as PlainQuery),
    apply: (id, argument) => apply(id, JSON.parse(argument) as readonly KernelOperation[]),
    close: () => engine.close(),
  };

  /** Outcomes go over in bundles: whenever the engine pauses, and at the end. */
  async function apply(id: number, operations: readonly KernelOperation[]): Promise<undefined> {
    let bundle: [number, Outcome][] = [];
    const flush = (): void => {
      if (bundle.length > 0) channel.post({ id, outcomes: JSON.stringify(bundle) });
      bundle = [];
    };
    await engine.apply(operations, {
      aborted: () => aborted.has(id),
      onOutcome: (index, outcome) => bundle.push([index, outcome]),
      onPause: flush,
    });
    flush();
    return undefined;
  }
}
