import type { LinkDelete, NamespaceRef } from '@netloom/core';
import { HOST, namespaceKey } from '@netloom/core/driver';
import type { Session } from '../engine/session.js';
import { readLink, type RawLink } from '../message/read-link.js';
import { namespaceNumber } from '../namespace/namespace-number.js';
import type { OpenNamespace } from '../namespace/open-namespace.js';
import { RTM_NEWLINK } from '../wire/constant/rtm.js';
import { RequestError } from './applier.js';
import { writeLinkGet } from '../message/link-delete-message.js';

/** A link that is to be deleted: where the kernel is told to, and what else goes with it. */
export interface DoomedLink {
  /** The link itself; of a veth whose other end is on the host, that end: with one goes the other. */
  readonly place: LinkPlace;
  /** What goes: the link, and of a veth its other end. */
  readonly takes: readonly string[];
  /** It is gone when one of these is: the link itself, and what it stands on. */
  readonly standsOn: readonly string[];
}

/** A link by where it is. */
export interface LinkPlace {
  readonly namespace: NamespaceRef;
  readonly ifindex: number;
  readonly group: number;
}

/** Looks the link up. @throws {@link RequestError} ENODEV where there is none. */
export function findDoomed(operation: LinkDelete, session: Session): DoomedLink {
  const namespace = session.namespace(operation.namespace);
  const raw = getLink(namespace, operation.ifindex ?? operation.name, session);
  const here = { namespace: operation.namespace, ifindex: raw.ifindex, group: raw.group };
  const own = linkKey(here);
  const peer = peerOnHost(raw, namespace, session);
  if (peer !== undefined) return { place: peer, takes: [own, linkKey(peer)], standsOn: [own] };
  const { kind, linkIndex, linkNamespaceId } = raw;
  if (linkIndex === undefined || linkNamespaceId !== undefined) return { place: here, takes: [own], standsOn: [own] };
  const other = linkKey({ namespace: here.namespace, ifindex: linkIndex });
  return kind === 'veth'
    ? { place: here, takes: [own, other], standsOn: [own] }
    : { place: here, takes: [own], standsOn: [own, other] };
}

function linkKey({ namespace, ifindex }: Pick<LinkPlace, 'namespace' | 'ifindex'>): string {
  return `${ifindex} ${namespaceKey(namespace)}`;
}

function peerOnHost(raw: RawLink, from: OpenNamespace, session: Session): LinkPlace | undefined {
  const { kind, linkIndex, linkNamespaceId } = raw;
  if (kind !== 'veth' || linkIndex === undefined || linkNamespaceId === undefined) return undefined;
  if (namespaceNumber(from.socket, session.home.fd, session) !== linkNamespaceId) return undefined;
  return { namespace: HOST, ifindex: linkIndex, group: getLink(session.home, linkIndex, session).group };
}

function getLink(namespace: OpenNamespace, key: number | string, session: Session): RawLink {
  const writer = session.writer;
  writeLinkGet(writer, key);
  let found: RawLink | undefined;
  const ack = namespace.socket.ask(writer, (reader) => {
    if (reader.type === RTM_NEWLINK) found = readLink(reader);
  });
  if (found !== undefined) return found;
  throw new RequestError(ack.status === 'failed' ? ack : { status: 'failed', errno: 'ENODEV' }, Buffer.alloc(0));
}
