import type { KernelOperation } from '@netloom/core';

/** A case as a test that can be put into a file. */
export function printCase(transactions: readonly (readonly KernelOperation[])[], difference: string): string {
  const body = transactions
    .map(
      (transaction) =>
        `    [\n${transaction.map((operation) => `      ${JSON.stringify(operation)},`).join('\n')}\n    ],`,
    )
    .join('\n');
  const comment = difference
    .split('\n')
    .map((line) => `  // ${line}`)
    .join('\n');
  return `test('a case that differed', async (t) => {\n${comment}\n  t.is(await compare([\n${body}\n  ]), undefined);\n});\n`;
}
