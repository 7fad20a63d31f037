/**
 * The network namespace that the process's main thread was in when `createNet` was called. A namespace that is
 * *named* "host" is an ordinary named one; only this constant means the host.
 */
export const HOST: { readonly host: true } = Object.freeze({ host: true });

/**
 * How a network namespace is named everywhere in netloom: by the name that `ip netns` keeps under `/run/netns`, by the
 * path of an nsfs file, by the id of a process that lives in it, or {@link HOST}.
 */
export type NamespaceRef = string | { readonly path: string } | { readonly pid: number } | typeof HOST;

/** Tells whether `ref` is the host namespace, also for a copy that went through JSON. */
export function isHost(ref: NamespaceRef): ref is typeof HOST {
  return typeof ref === 'object' && 'host' in ref;
}

/**
 * A stable key for maps: `''` for the host, the name for a named namespace, and `path:…` or `pid:…` for the others (a
 * name can hold no `/` and the prefix is followed by one, so that no name collides with them).
 */
export function namespaceKey(ref: NamespaceRef): string {
  if (typeof ref === 'string') return ref;
  if ('path' in ref) return `/path:${ref.path}`;
  if ('pid' in ref) return `/pid:${ref.pid}`;
  return '';
}

/** The reference that {@link namespaceKey} was made from. */
export function namespaceFromKey(key: string): NamespaceRef {
  if (key === '') return HOST;
  if (key.startsWith('/path:')) return { path: key.slice('/path:'.length) };
  if (key.startsWith('/pid:')) return { pid: Number(key.slice('/pid:'.length)) };
  return key;
}

/** How a namespace is shown to people: `host`, its name in quotes, or where it is found. */
export function describeNamespace(ref: NamespaceRef): string {
  if (typeof ref === 'string') return `namespace ${JSON.stringify(ref)}`;
  if ('path' in ref) return `namespace at ${JSON.stringify(ref.path)}`;
  if ('pid' in ref) return `namespace of process ${ref.pid}`;
  return 'the host';
}
