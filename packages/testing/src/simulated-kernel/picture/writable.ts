/**
 * A picture while it is drawn. What is absent is left out by adding field after field; spreading an object for each field
 * that may be absent takes several times as long, and a state has tens of thousands of pictures.
 */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };
