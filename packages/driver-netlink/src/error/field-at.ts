import type { KernelOperation } from '@netloom/core';

/** The field of the operation whose attribute begins at `offset` of the request, where one is known. */
export function fieldAt(_request: Buffer, _offset: number, _operation: KernelOperation): string | undefined {
  return undefined;
}
