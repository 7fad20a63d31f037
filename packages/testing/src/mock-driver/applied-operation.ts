import type { KernelOperation } from '@netloom/core';

/** An operation of one name. */
export type AppliedOperation<N extends KernelOperation['op']> = Extract<KernelOperation, { readonly op: N }>;

/** Some fields of something, and some of what is in them. */
type Part<T> = T extends readonly unknown[] ? T : T extends object ? { readonly [K in keyof T]?: Part<T[K]> } : T;

/** The fields of an operation that are looked at; `op` is said already. */
export type FieldsOf<N extends KernelOperation['op']> =
  AppliedOperation<N> extends infer O ? (O extends unknown ? Part<Omit<O, 'op'>> : never) : never;

/** Whether a value has everything that is said. Lists are compared whole. */
export function has(value: unknown, said: unknown): boolean {
  if (typeof said !== 'object' || said === null) return Object.is(value, said);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(said) && (!Array.isArray(value) || value.length !== said.length)) return false;
  return Object.entries(said).every(([field, part]) => has(Reflect.get(value, field), part));
}
