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
    let isOver = false;
    const end = (settle: () => void): void => {
      isOver = true;
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
    const beginNamed = (name: string): NamespaceWatch | undefined => {
      try {
        return begin(name);
      } catch (error) {
        if (!isGone(error)) fail(error);
        return undefined;
      }
    };

    const change = (added: readonly string[], deleted: readonly string[]): void => {
      for (const name of deleted) {
        open.get(name)?.close();
        open.delete(name);
        if (namespace === undefined || namespace === name) emit({ type: 'namespace:deleted', namespace: name });
      }
      for (const name of added) {
        if (isOver) return;
        if (namespace !== undefined && namespace !== name) continue;
        emit({ type: 'namespace:added', namespace: name });
        beginNamed(name)?.introduce();
      }
    };

    const directory = new DirectoryWatch({ change, fail });
    try {
      begin(namespace ?? HOST);
    } catch (error) {
      fail(error);
    }
    for (const name of namespace === undefined ? directory.names : []) if (!isOver) beginNamed(name);
    if (isOver) return;
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

/** The namespace has gone again since its name was seen, which the next look tells. */
function isGone(error: unknown): boolean {
  return error instanceof SystemError && (error.errno === 'ENOENT' || error.errno === 'EINVAL');
}
