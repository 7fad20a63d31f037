/** Asks, and waits no longer than the signal allows for what may never answer. */
export async function untilAborted(ask: () => void | Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  let stop = (): void => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason as Error);
  });
  signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([ask(), aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
