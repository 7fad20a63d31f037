import { DriverError } from '@netloom/core';

/** An object of `ip -json`, of which nothing is known until it is looked at. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isObject(value) ? value : {};
}

export function objectsAt(object: JsonObject, key: string): readonly JsonObject[] {
  const value: unknown = object[key];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function textAt(object: JsonObject, key: string): string | undefined {
  const value = object[key];
  return typeof value === 'string' ? value : undefined;
}

export function textsAt(object: JsonObject, key: string): readonly string[] {
  const value: unknown = object[key];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** A number, which `ip -N` prints as one or as text, decimal or hexadecimal. */
export function numberAt(object: JsonObject, key: string): number | undefined {
  const value = object[key];
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A flag: `true`, or a key with `null` (`"not": null`), which is how `ip` prints some. */
export function flagAt(object: JsonObject, key: string): boolean {
  return object[key] === true || object[key] === null;
}

/** What must be there, or the output is not of a kind that this driver knows. */
export function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new DriverError(`the output of ip has no ${what}`);
  return value;
}
