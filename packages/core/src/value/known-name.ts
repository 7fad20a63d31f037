/** Any text, with the names in `T` offered by the editor. A union of `T` and plain `string` would forget them. */
export type KnownName<T extends string> = T | (string & Record<never, never>);
