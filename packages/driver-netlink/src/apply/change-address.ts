import type { AddressAdd, AddressDelete, AddressReplace, OnLink } from '@netloom/core';
import type { Session } from '../engine/session.js';
import { writeAddressAdd, writeAddressDelete } from '../message/address-message.js';
import { send, type Applier } from './applier.js';

/** `ip address add …`. */
export const addAddress: Applier<AddressAdd> = (operation, session) => {
  const index = linkIndex(operation, session);
  const writer = session.writer;
  writeAddressAdd(writer, 'add', operation, index);
  send(session.namespace(operation.namespace), writer);
  return undefined;
};

/** `ip address replace …`. */
export const replaceAddress: Applier<AddressReplace> = (operation, session) => {
  const index = linkIndex(operation, session);
  const writer = session.writer;
  writeAddressAdd(writer, 'replace', operation, index);
  send(session.namespace(operation.namespace), writer);
  return undefined;
};

/** `ip address delete …`. */
export const deleteAddress: Applier<AddressDelete> = (operation, session) => {
  const index = linkIndex(operation, session);
  const writer = session.writer;
  writeAddressDelete(writer, operation, index);
  send(session.namespace(operation.namespace), writer);
  return undefined;
};

/** The index of the link that an operation is about. */
export function linkIndex({ namespace, link, ifindex }: OnLink, session: Session): number {
  return ifindex ?? session.indexOf(session.namespace(namespace), link);
}
