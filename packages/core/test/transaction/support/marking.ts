import { writeFileSync } from 'node:fs';
import { mockDriver, type MockDriver } from '@netloom/testing';

/** A driver that tells by a file that it was opened. */
export function marking({ mark }: { readonly mark: string }): MockDriver {
  writeFileSync(mark, process.argv[1] ?? '');
  return mockDriver();
}
