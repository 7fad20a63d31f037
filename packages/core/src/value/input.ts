/** `T` as a user gives it: each option may be left out or be `undefined`, also under `exactOptionalPropertyTypes`. */
export type Input<T> = { readonly [K in keyof T]?: T[K] | undefined };
