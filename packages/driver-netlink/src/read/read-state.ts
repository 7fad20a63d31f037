import type { NamespaceRef, NamespaceState, NetworkState, StateQuery } from '@netloom/core';
import { HOST, namespaceKey } from '@netloom/core/driver';
import { Breather } from '../engine/breather.js';
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
export async function readState(query: PlainQuery, session: Session, signal: AbortSignal): Promise<NetworkState> {
  const refs = query.namespaces === 'all' ? [HOST, ...listNamespaces()] : query.namespaces;
  const unique = new Map(refs.map((ref) => [namespaceKey(ref), ref]));
  const breather = new Breather();
  const breathe = async (): Promise<void> => {
    if (!breather.isDue) return;
    await breather.breathe();
    signal.throwIfAborted();
  };
  const read: ReadNamespace[] = [];
  for (const ref of unique.values()) {
    await breathe();
    const each = readNamespace(ref, query, session);
    if (each !== undefined) read.push(each);
  }
  const references = new References(session, read);
  const namespaces: NamespaceState[] = [];
  for (const each of read) {
    await breathe();
    namespaces.push(namespaceState(each, references));
  }
  return { namespaces };
}

/** Reads one namespace; nothing where it does not exist. */
export function readNamespace(
  ref: NamespaceRef,
  { sysctls = [], tables }: Omit<PlainQuery, 'namespaces'>,
  session: Session,
): ReadNamespace | undefined {
  let namespace: OpenNamespace;
  try {
    namespace = session.namespace(ref);
  } catch (error) {
    if (error instanceof SystemError && ABSENT.has(error.errno)) return undefined;
    throw error;
  }
  return {
    ref,
    identity: identify(namespace.fd, namespace.socket.fd, isMounted(namespace)),
    tables: readTables(namespace, session, tables),
    sysctls: readSysctls(namespace, sysctls, session),
  };
}

/** The file of a name, or of a path that is not a process's, is a mount, whose change time stays. */
function isMounted({ ref, path }: OpenNamespace): boolean {
  return typeof ref === 'string' || ('path' in ref && !path.startsWith('/proc/'));
}

/** No such file, no such process, or a file that no namespace is mounted on. */
const ABSENT: ReadonlySet<string> = new Set(['ENOENT', 'ESRCH', 'EINVAL']);

function namespaceState(read: ReadNamespace, references: References): NamespaceState {
  const { ref, identity, tables, sysctls } = read;
  const links = [...tables.links.values()].toSorted((a, b) => a.ifindex - b.ifindex);
  return {
    namespace: ref,
    inode: identity.inode,
    identity,
    links: links.map((raw) => linkState(raw, read, references)),
    addresses: tables.addresses,
    routes: tables.routes,
    rules: tables.rules,
    neighbours: tables.neighbours,
    fdb: tables.fdb,
    sysctls,
  };
}

function readSysctls(
  of: OpenNamespace,
  wanted: NonNullable<PlainQuery['sysctls']>,
  session: Session,
): NamespaceState['sysctls'] {
  const result: { [key: string]: string } = {};
  for (const { namespace, key } of wanted) {
    if (namespaceKey(namespace) !== namespaceKey(of.ref)) continue;
    const value = readSysctl(of, session.home, key);
    if (value !== undefined) result[key] = value;
  }
  return result;
}
