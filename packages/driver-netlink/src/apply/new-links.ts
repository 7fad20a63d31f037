import type { LinkAttributes } from '@netloom/core';
import type { Session } from '../engine/session.js';
import { IFF_UP } from '../wire/constant/ifla.js';
import type { NewLink } from '../message/link-attributes.js';
import { deviceFlags, type DeviceFlags } from '../message/link-header.js';
import type { OpenNamespace } from '../namespace/open-namespace.js';
import { isOurs } from './is-ours.js';
import type { Outbox, Posting } from './outbox.js';
import { writeAltNames, writeLinkSet, type LinkSettings } from '../message/link-set-message.js';
import { writeLinkDelete } from '../message/link-delete-message.js';
import type { LinkKey } from '../message/link-key.js';

/** A link that is to be made, and the namespace that it is to be in. */
export interface LinkEnd {
  readonly namespace: OpenNamespace;
  readonly attributes: NewLink;
}

/** The index of the master that is asked for, if one is. */
export function masterOf(session: Session, { namespace, attributes }: LinkEnd): number | undefined {
  if (attributes.masterIndex !== undefined) return attributes.masterIndex;
  return attributes.master === undefined ? undefined : session.indexOf(namespace, attributes.master);
}

/** The descriptor of the end's namespace, where the message that makes it is sent in another. */
export function targetFd({ namespace }: LinkEnd, socket: OpenNamespace): number | undefined {
  return namespace === socket ? undefined : namespace.fd;
}

/** The flags of a veth's second end: the kernel refuses to raise it before the first one is there (ENOTCONN). */
export function flagsButUp(attributes: LinkAttributes): DeviceFlags {
  const { flags, change } = deviceFlags(attributes);
  return { flags: flags & ~IFF_UP, change: change & ~IFF_UP };
}

/** What the message that makes a link left out, beside what no such message can say. */
export interface LeftOut {
  readonly up?: boolean | undefined;
  readonly masterIndex?: number | undefined;
}

/** The message that makes the link says all there is to say of it. */
export function isWhole({ attributes: { alias, altNames = [] } }: LinkEnd, leftOut: LeftOut = {}): boolean {
  return alias === undefined && altNames.length === 0 && leftOut.up !== true && leftOut.masterIndex === undefined;
}

export interface Rest extends LeftOut {
  /** The link is the peer of the one that was asked for. */
  readonly isPeer: boolean;
}

/**
 * Gives a new link the rest, and what the message that made it cannot carry: its alias, its altnames. If that fails the
 * link is deleted again, so that adding it is all or nothing.
 */
export function complete(end: LinkEnd, session: Session, outbox: Outbox, { up, masterIndex, isPeer }: Rest): void {
  const { namespace, attributes } = end;
  const { alias, altNames = [] } = attributes;
  session.learn(namespace, attributes.name, attributes.ifindex);
  const hasSettings = alias !== undefined || up === true || masterIndex !== undefined;
  if (!hasSettings && altNames.length === 0) return;
  const key: LinkKey = attributes.ifindex ?? attributes.name;
  const posting: Posting = {
    namespace,
    together: isOurs(namespace, attributes.ifindex),
    swapped: isPeer,
    mend() {
      const writer = session.writer;
      writeLinkDelete(writer, key);
      namespace.socket.ask(writer);
    },
  };
  if (hasSettings) {
    const settings: LinkSettings = { ...(alias === undefined ? {} : { alias }), ...(up === undefined ? {} : { up }) };
    outbox.post(posting, (writer) => writeLinkSet(writer, key, settings, { masterIndex }));
  }
  if (altNames.length > 0) outbox.post(posting, (writer) => writeAltNames(writer, 'add', key, altNames));
}
