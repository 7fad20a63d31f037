import type { LinkAttributes } from '@netloom/core';
import type { Session } from '../engine/session.js';
import { IFF_UP } from '../wire/constant/ifla.js';
import type { NewLink } from '../message/link-attributes.js';
import { deviceFlags, type DeviceFlags } from '../message/link-header.js';
import type { OpenNamespace } from '../namespace/open-namespace.js';
import { send } from './applier.js';
import { writeAltNames, writeLinkSet, type LinkSettings } from '../message/link-set-message.js';
import { writeLinkDelete } from '../message/link-delete-message.js';
import type { LinkKey } from '../message/link-key.js';

/** A link that is to be made, and the namespace that it is to be in. */
export interface LinkEnd {
  readonly namespace: OpenNamespace;
  readonly attributes: NewLink;
}

/** The index of the master that is asked for, if one is. */
export function masterIndex(session: Session, { namespace, attributes }: LinkEnd): number | undefined {
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

/**
 * Gives a new link what the message that made it cannot carry: its alias, its altnames, and what is in `settings`. If that
 * fails the link is deleted again, so that adding it is all or nothing.
 */
export function complete(session: Session, end: LinkEnd, settings?: LinkSettings, isPeer = false): void {
  const { namespace, attributes } = end;
  const { alias, altNames = [] } = attributes;
  const key: LinkKey = attributes.ifindex ?? attributes.name;
  try {
    if (settings !== undefined || alias !== undefined) {
      const writer = session.writer;
      writeLinkSet(writer, key, alias === undefined ? (settings ?? {}) : { ...settings, alias });
      send(namespace, writer, isPeer);
    }
    if (altNames.length > 0) {
      const writer = session.writer;
      writeAltNames(writer, 'add', key, altNames);
      send(namespace, writer, isPeer);
    }
  } catch (error) {
    const writer = session.writer;
    writeLinkDelete(writer, key);
    namespace.socket.ask(writer);
    throw error;
  }
  session.learn(namespace, attributes.name, attributes.ifindex);
}
