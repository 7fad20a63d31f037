import { libc, type DescriptorEvents } from '../libc/libc.js';

/** Resolves with what `look` finds, which is asked whenever the descriptor is ready; rejects when the signal says so. */
export function awaitEvent<T>(
  fd: number,
  events: DescriptorEvents,
  signal: AbortSignal,
  look: () => T | undefined,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const settle = (end: () => void): void => {
      handle.close();
      signal.removeEventListener('abort', stop);
      end();
    };
    const stop = (): void => settle(() => reject(new Error('no answer')));
    const handle = libc().watch(fd, events, () => {
      try {
        const found = look();
        if (found !== undefined) settle(() => resolve(found));
      } catch (error) {
        settle(() => reject(error instanceof Error ? error : new Error(String(error))));
      }
    });
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
