import type { Driver } from '@netloom/core';

/** Finds out what the kernel was built with, where that changes what operations do. */
export async function kernelFeatures(driver: Driver): Promise<{ readonly vlanFiltering: boolean }> {
  const namespace = `features-${process.pid}`;
  const { outcomes } = await driver.apply(
    [
      { op: 'namespace.add', namespace },
      { op: 'link.add', namespace, kind: 'bridge', name: 'br0', data: { vlanFiltering: false } },
    ],
    { after: [[], [0]], signal: new AbortController().signal, onOutcome() {} },
  );
  await driver.apply([{ op: 'namespace.delete', namespace }], {
    after: [[]],
    signal: new AbortController().signal,
    onOutcome() {},
  });
  return { vlanFiltering: outcomes[1]?.status === 'done' };
}
