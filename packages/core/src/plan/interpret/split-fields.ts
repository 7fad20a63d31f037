/** Parts options into those that a table names and the rest. `A` and `B` are the types of the two halves. */
export function splitFields<A extends object, B extends object>(
  given: A & B,
  fields: { readonly [K in keyof A]-?: unknown },
): [A, B] {
  const inside: Record<string, unknown> = {};
  const outside: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) (Object.hasOwn(fields, key) ? inside : outside)[key] = value;
  return [inside as A, outside as B];
}
