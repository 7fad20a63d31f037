import type { NamespaceRef, StateEvent } from '@netloom/core';
import { HOST, namespaceKey } from '@netloom/core/driver';
import { SystemError } from '../libc/system-error.js';
import type { OpenNamespace } from '../namespace/open-namespace.js';
import { DirectoryWatch } from './directory-watch.js';
import { NamespaceWatch } from './namespace-watch.js';

/**
 * Tells of changes until the signal says stop: in one namespace, or, where none is named, in the host's and in every named
 * one, and of these that come and go. A namespace that is removed is let go of, so that the kernel can clear it up.
 */
export function watchState(
  namespace: NamespaceRef | undefined,
  home: OpenNamespace,
  emit: (event: StateEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const open = new Map<string, NamespaceWatch>();
    const end = (settle: () => void): void => {
      directory.close();
      for (const each of open.values()) each.close();
      open.clear();
      signal.removeEventListener('abort', stop);
      settle();
    };
    const stop = (): void => end(resolve);
    const fail = (error: unknown): void => end(() => reject(error instanceof Error ? error : new Error(String(error))));
    const begin = (ref: NamespaceRef): NamespaceWatch => {
      const each = new NamespaceWatch(ref, home, { emit, fail });
      open.set(namespaceKey(ref), each);
      return each;
    };

    const directory = new DirectoryWatch((added, deleted) => {
      for (const name of deleted) {
        open.get(name)?.close();
        open.delete(name);
        if (namespace === undefined || namespace === name) emit({ type: 'namespace:deleted', namespace: name });
      }
      for (const name of added) {
        if (namespace !== undefined && namespace !== name) continue;
        emit({ type: 'namespace:added', namespace: name });
        try {
          begin(name).introduce();
        } catch (error) {
          // Gone again already, which the next look tells.
          if (!(error instanceof SystemError)) fail(error);
        }
      }
    });
    try {
      for (const ref of namespace === undefined ? [HOST, ...directory.names] : [namespace]) begin(ref);
    } catch (error) {
      fail(error);
    }
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
