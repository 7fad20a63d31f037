import type { AddressAdd, AddressDelete, AddressReplace } from '@netloom/core';
import { writeAddressAdd, writeAddressDelete } from '../message/address-message.js';
import type { Applier } from './applier.js';
import { linkOf } from './link-of.js';

/** `ip address add …`. */
export const addAddress: Applier<AddressAdd> = (operation, session, outbox) => {
  const { namespace, index, isOurs } = linkOf(operation, session);
  outbox.post({ namespace, together: isOurs }, (writer) => writeAddressAdd(writer, 'add', operation, index));
  return undefined;
};

/** `ip address replace …`. */
export const replaceAddress: Applier<AddressReplace> = (operation, session, outbox) => {
  const { namespace, index } = linkOf(operation, session);
  outbox.post({ namespace, together: false }, (writer) => writeAddressAdd(writer, 'replace', operation, index));
  return undefined;
};

/** `ip address delete …`. */
export const deleteAddress: Applier<AddressDelete> = (operation, session, outbox) => {
  const { namespace, index } = linkOf(operation, session);
  outbox.post({ namespace, together: false }, (writer) => writeAddressDelete(writer, operation, index));
  return undefined;
};
