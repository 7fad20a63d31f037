import type { OnLink } from '@netloom/core';
import type { Session } from '../engine/session.js';
import type { OpenNamespace } from '../namespace/open-namespace.js';
import { isOurs } from './is-ours.js';

/** The link that an operation is about. */
export interface TargetLink {
  readonly namespace: OpenNamespace;
  readonly index: number;
  readonly isOurs: boolean;
}

/** Finds the link that an operation is about. */
export function linkOf({ namespace: ref, link, ifindex }: OnLink, session: Session): TargetLink {
  const namespace = session.namespace(ref);
  return { namespace, index: ifindex ?? session.indexOf(namespace, link), isOurs: isOurs(namespace, ifindex) };
}
