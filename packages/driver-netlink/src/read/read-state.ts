import {
  HOST,
  namespaceKey,
  type NamespaceRef,
  type NamespaceState,
  type NetworkState,
  type StateQuery,
} from '@netloom/core';
import type { Session } from '../engine/session.js';
import { SystemError } from '../libc/system-error.js';
import { listNamespaces } from '../namespace/namespace-directory.js';
import { identify } from '../namespace/namespace-identity.js';
import type { OpenNamespace } from '../namespace/open-namespace.js';
import { readSysctl } from '../sysctl/sysctl-file.js';
import { linkState } from './link-state.js';
import { References, type ReadNamespace } from './references.js';
import { readTables } from './tables.js';

/** A query as it can be sent to another thread. */
export type PlainQuery = Omit<StateQuery, 'signal'>;

/** The state of the namespaces asked for; those that do not exist are left out. */
export function readState(query: PlainQuery, session: Session): NetworkState {
  const refs = query.namespaces === 'all' ? [HOST, ...listNamespaces()] : query.namespaces;
  const unique = new Map(refs.map((ref) => [namespaceKey(ref), ref]));
  const read = [...unique.values()].flatMap((ref) => readNamespace(ref, session));
  const references = new References(session, read);
  return { namespaces: read.map((each) => namespaceState(each, query, session, references)) };
}

function readNamespace(ref: NamespaceRef, session: Session): readonly ReadNamespace[] {
  let namespace: OpenNamespace;
  try {
    namespace = session.namespace(ref);
  } catch (error) {
    if (error instanceof SystemError && ABSENT.has(error.errno)) return [];
    throw error;
  }
  return [{ namespace, tables: readTables(namespace, session) }];
}

/** The file of a name, or of a path that is not a process's, is a mount, whose change time stays. */
function isMounted({ ref, path }: OpenNamespace): boolean {
  return typeof ref === 'string' || ('path' in ref && !path.startsWith('/proc/'));
}

/** No such file, no such process, or a file that no namespace is mounted on. */
const ABSENT: ReadonlySet<string> = new Set(['ENOENT', 'ESRCH', 'EINVAL']);

function namespaceState(
  read: ReadNamespace,
  query: PlainQuery,
  session: Session,
  references: References,
): NamespaceState {
  const { namespace, tables } = read;
  const identity = identify(namespace.path, namespace.socket.fd, isMounted(namespace));
  return {
    namespace: namespace.ref,
    inode: identity.inode,
    identity,
    links: [...tables.links.values()]
      .toSorted((a, b) => a.ifindex - b.ifindex)
      .map((raw) => linkState(raw, read, references)),
    addresses: tables.addresses,
    routes: tables.routes,
    rules: tables.rules,
    neighbours: tables.neighbours,
    fdb: tables.fdb,
    sysctls: readSysctls(namespace, query, session),
  };
}

function readSysctls(namespace: OpenNamespace, query: PlainQuery, session: Session): NamespaceState['sysctls'] {
  const result: { [key: string]: string } = {};
  for (const { namespace: ref, key } of query.sysctls ?? []) {
    if (namespaceKey(ref) !== namespaceKey(namespace.ref)) continue;
    const value = readSysctl(namespace, session.home, key);
    if (value !== undefined) result[key] = value;
  }
  return result;
}
