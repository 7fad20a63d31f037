import type { StateEvent } from '@netloom/core';

/**
 * Events to be iterated over: what comes before it is asked for is kept, and leaving the loop stops the source, which
 * begins at once and tells until its signal says stop. The caller's signal does so too, and ends the iteration.
 */
export function eventStream(
  source: (emit: (event: StateEvent) => void, signal: AbortSignal) => Promise<void>,
  signal?: AbortSignal,
): AsyncIterable<StateEvent> {
  const controller = new AbortController();
  let isCancelled = false;
  const stop = (): void => controller.abort();
  return new ReadableStream<StateEvent>({
    start(stream) {
      if (signal?.aborted === true) stop();
      else signal?.addEventListener('abort', stop, { once: true });
      const emit = (event: StateEvent): void => {
        if (!controller.signal.aborted) stream.enqueue(event);
      };
      void source(emit, controller.signal)
        .then(() => (isCancelled ? undefined : stream.close()))
        .catch((error: unknown) => stream.error(error))
        .finally(() => signal?.removeEventListener('abort', stop));
    },
    cancel() {
      isCancelled = true;
      stop();
    },
  });
}
