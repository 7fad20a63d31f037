import type { NamespaceRef, NamespaceState, StateQuery } from '@netloom/core';
import { HOST, isHost, namespaceKey } from '@netloom/core/driver';
import { Breather } from '../engine/breather.js';
import type { Session } from '../engine/session.js';
import { SystemError } from '../libc/system-error.js';
import { namespaceNumber } from '../namespace/namespace-number.js';
import { listNamespaces } from '../namespace/namespace-directory.js';
import { identify } from '../namespace/namespace-identity.js';
import type { OpenNamespace } from '../namespace/open-namespace.js';
import { readSysctl } from '../sysctl/sysctl-file.js';
import { DUMP_REQUESTS, dumpsOf } from './dumps.js';
import type { NamespaceFacts, StateListener } from './state-listener.js';

/** A query as it can be sent to another thread. */
export type PlainQuery = Omit<StateQuery, 'signal'>;

type WantedSysctls = NonNullable<PlainQuery['sysctls']>;

/**
 * Has the kernel say the state of the namespaces asked for; those that do not exist are left out. The host's comes first:
 * with that the kernel gives the namespaces that it reaches into their numbers.
 */
export async function recordState(
  query: PlainQuery,
  session: Session,
  signal: AbortSignal,
  listener: StateListener,
): Promise<void> {
  const refs = query.namespaces === 'all' ? [HOST, ...listNamespaces()] : query.namespaces;
  const unique = new Map(refs.map((ref) => [namespaceKey(ref), ref]));
  const hostFirst = [...unique.values()].toSorted((a, b) => Number(isHost(b)) - Number(isHost(a)));
  const breather = new Breather();
  for (const ref of hostFirst) {
    if (breather.isDue) {
      await breather.breathe();
      signal.throwIfAborted();
    }
    recordNamespace(ref, query, session, listener);
  }
}

/** Reads one namespace; nothing where it does not exist. */
export function recordNamespace(
  ref: NamespaceRef,
  { sysctls = [], tables }: Omit<PlainQuery, 'namespaces'>,
  session: Session,
  listener: StateListener,
): void {
  const namespace = openExisting(ref, session);
  if (namespace === undefined) return;
  for (const dump of dumpsOf(tables)) {
    const { writer } = session;
    DUMP_REQUESTS[dump](writer);
    namespace.socket.stream(writer, {
      begin: () => listener.begin(dump),
      take: (messages) => listener.take(messages),
    });
  }
  listener.end({
    ref,
    identity: identify(namespace.fd, namespace.socket.fd, isMounted(namespace)),
    sysctls: readSysctls(namespace, sysctls, session),
    ...numbers(namespace, session),
  });
}

function openExisting(ref: NamespaceRef, session: Session): OpenNamespace | undefined {
  try {
    return session.namespaceIfThere(ref);
  } catch (error) {
    // A file that no namespace is mounted on.
    if (error instanceof SystemError && error.errno === 'EINVAL') return undefined;
    throw error;
  }
}

/** The file of a name, or of a path that is not a process's, is a mount, whose change time stays. */
function isMounted({ ref, path }: OpenNamespace): boolean {
  return typeof ref === 'string' || ('path' in ref && !path.startsWith('/proc/'));
}

/** Asked for while the namespace is open anyway, since most links that lead elsewhere lead to the host or from there. */
function numbers(namespace: OpenNamespace, session: Session): Pick<NamespaceFacts, 'hostNumber' | 'numberOnHost'> {
  const { home } = session;
  if (namespace === home) return {};
  return {
    hostNumber: namespaceNumber(namespace.socket, home.fd, session),
    numberOnHost: namespaceNumber(home.socket, namespace.fd, session),
  };
}

function readSysctls(of: OpenNamespace, wanted: WantedSysctls, session: Session): NamespaceState['sysctls'] {
  const result: { [key: string]: string } = {};
  for (const { namespace, key } of wanted) {
    if (namespaceKey(namespace) !== namespaceKey(of.ref)) continue;
    const value = readSysctl(of, session.home, key);
    if (value !== undefined) result[key] = value;
  }
  return result;
}
