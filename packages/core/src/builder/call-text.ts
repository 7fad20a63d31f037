import { showValue } from '../value/show-value.js';
import type { RecordedCall } from './recorded-call.js';

/**
 * A call as messages name it: `#3 .veth('veth0')`. Leading texts and numbers are shown, and of `{ path }` and `{ pid }`
 * what they hold; options are not.
 */
export function callText({ index, method, args }: RecordedCall): string {
  const shown: string[] = [];
  for (const arg of args) {
    const text = showArgument(arg);
    if (text === undefined) break;
    shown.push(text);
  }
  return `#${index} .${method}(${shown.join(', ')})`;
}

function showArgument(arg: unknown): string | undefined {
  if (typeof arg === 'string' || typeof arg === 'number') return showValue(arg);
  if (typeof arg !== 'object' || arg === null) return undefined;
  if ('path' in arg && typeof arg.path === 'string') return `{ path: ${showValue(arg.path)} }`;
  if ('pid' in arg && typeof arg.pid === 'number') return `{ pid: ${arg.pid} }`;
  return undefined;
}
