import type { KernelOperation, NamespaceRef, StateEvent } from '@netloom/core';
import type { Engine } from '../engine/engine.js';
import type { PlainTarget } from '../probe/probe.js';
import type { ForeignQuestion } from '../read/foreign-link.js';
import type { PlainQuery } from '../read/record-state.js';
import { TranscriptWriter } from '../transcript/transcript-writer.js';
import type { Channel, Method, Reply, Request, ToldOutcome } from './messages.js';
import { toPlainError } from './plain-error.js';

/** What `apply` is asked for, beside the operations. */
interface ApplyArgument {
  readonly behind?: readonly number[];
}

/** Serves an engine to the other side of a channel. */
export function serve(engine: Engine, channel: Channel<Request, Reply>): void {
  const running = new Map<number, AbortController>();

  channel.listen((request) => {
    const { id } = request;
    if (request.method === 'abort') {
      running.get(id)?.abort();
      return;
    }
    const controller = new AbortController();
    running.set(id, controller);
    const { method, argument, parts = [] } = request;
    void Promise.resolve()
      .then(() => methods[method](argument, controller.signal, id, parts))
      .then(
        (result) => channel.post({ id, result: JSON.stringify(result) ?? 'null' }),
        (error: unknown) => channel.post({ id, error: toPlainError(error) }),
      )
      .finally(() => running.delete(id));
  });

  type Serve = (argument: string, signal: AbortSignal, id: number, parts: readonly string[]) => unknown;
  const methods: { readonly [M in Method]: Serve } = {
    capabilities: (argument) => engine.capabilities(JSON.parse(argument) as readonly string[]),
    namespaces: () => engine.namespaces(),
    read: (argument, signal, id) => read(id, JSON.parse(argument) as PlainQuery, signal),
    askForeign: (argument) => engine.askForeign(JSON.parse(argument) as ForeignQuestion),
    apply: (argument, signal, id, parts) => apply(id, parts, JSON.parse(argument) as ApplyArgument, signal),
    probe: (argument, signal) => engine.probe(JSON.parse(argument) as PlainTarget, signal),
    watch: (argument, signal, id) => watch(id, (JSON.parse(argument) as NamespaceRef | null) ?? undefined, signal),
    tryLock: (argument) => engine.tryLock(JSON.parse(argument) as number),
    close: () => engine.close(),
  };

  /** What is heard in one turn of the event loop goes over together. */
  async function watch(id: number, namespace: NamespaceRef | undefined, signal: AbortSignal): Promise<undefined> {
    let bundle: StateEvent[] = [];
    const flush = (): void => {
      if (bundle.length > 0) channel.post({ id, events: JSON.stringify(bundle) });
      bundle = [];
    };
    await engine.watch(
      namespace,
      (event) => {
        if (bundle.push(event) === 1) queueMicrotask(flush);
      },
      signal,
    );
    flush();
    return undefined;
  }

  async function read(id: number, query: PlainQuery, signal: AbortSignal): Promise<undefined> {
    const writer = new TranscriptWriter((transcript) => channel.post({ id, transcript }, [transcript.buffer]));
    await engine.record(query, signal, writer);
    writer.flush();
    return undefined;
  }

  /** Outcomes go over in bundles: whenever the engine pauses, and the last of them as the result. */
  async function apply(
    id: number,
    parts: readonly string[],
    { behind }: ApplyArgument,
    signal: AbortSignal,
  ): Promise<readonly ToldOutcome[]> {
    const operations = parts.flatMap((part) => JSON.parse(part) as readonly KernelOperation[]);
    let bundle: ToldOutcome[] = [];
    const flush = (): void => {
      if (bundle.length > 0) channel.post({ id, outcomes: JSON.stringify(bundle) });
      bundle = [];
    };
    await engine.apply(operations, {
      aborted: () => signal.aborted,
      onOutcome: (index, outcome) => bundle.push([index, outcome]),
      onPause: flush,
      ...(behind ? { behind } : {}),
    });
    return bundle;
  }
}
