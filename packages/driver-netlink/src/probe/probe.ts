import type { ProbeTarget } from '@netloom/core';
import type { Session } from '../engine/session.js';
import { SystemError } from '../libc/system-error.js';
import { inNamespace } from '../namespace/enter.js';
import { probeIcmp } from './probe-icmp.js';
import { probeTcp } from './probe-tcp.js';

/** A target as it can be sent to another thread. */
export type PlainTarget = Omit<ProbeTarget, 'signal'>;

/** Sends one probe from the namespace and resolves when it is answered. The socket stays there, the thread does not. */
export async function probe(target: PlainTarget, session: Session, signal: AbortSignal): Promise<void> {
  const { address, port, protocol } = target;
  const namespace = session.namespace(target.namespace);
  const { home } = session;
  const inside = (open: () => number): number =>
    namespace === home ? open() : inNamespace(namespace.fd, home.fd, open);
  try {
    if (protocol === 'icmp') await probeIcmp(address, signal, inside);
    else await probeTcp(address, port ?? 0, signal, inside);
  } catch (error) {
    const errno = error instanceof SystemError ? error.errno : 'ETIMEDOUT';
    const reason = error instanceof Error ? error.message : String(error);
    throw new SystemError(`${address}${port === undefined ? '' : ` port ${port}`} did not answer`, errno, reason);
  }
}
