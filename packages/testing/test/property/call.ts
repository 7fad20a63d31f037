import type { JsonValue, Net, Transaction } from '@netloom/core';

/** One call of the builder as data: it can be made by chance, left out and printed. */
export interface Call {
  /** The namespace that it lands in; empty for the host. */
  readonly scope: string;
  readonly method: string;
  readonly args: readonly JsonValue[];
}

type Loose = Record<string, (...args: readonly unknown[]) => Loose>;

/** The calls as a transaction; each namespace is opened where the scope changes. */
export function chainOf(net: Net, calls: readonly Call[]): Transaction {
  let chain = net.host() as unknown as Loose;
  for (const { method, args } of withScopes(calls)) chain = (chain[method] as Loose[string])(...args);
  return chain as unknown as Transaction;
}

/** The calls as they would be written in a program. */
export function printCalls(calls: readonly Call[]): string {
  return withScopes(calls)
    .map(({ method, args }) => `  .${method}(${args.map(printValue).join(', ')})`)
    .join('\n');
}

function withScopes(calls: readonly Call[]): Pick<Call, 'method' | 'args'>[] {
  let scope: string | undefined = '';
  return calls.flatMap((call) => {
    const opened = call.scope === scope ? [] : [opening(call.scope)];
    // Whoever deletes a namespace has to open it again.
    scope = call.method === 'deleteNamespace' ? undefined : call.scope;
    return [...opened, call];
  });
}

function opening(scope: string): Pick<Call, 'method' | 'args'> {
  return scope === '' ? { method: 'host', args: [] } : { method: 'namespace', args: [scope] };
}

function printValue(value: JsonValue): string {
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(printValue).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).map(([key, field]) => `${key}: ${printValue(field as JsonValue)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
