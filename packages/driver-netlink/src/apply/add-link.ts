import type { LinkAdd } from '@netloom/core';
import type { Session } from '../engine/session.js';
import { SystemError } from '../libc/system-error.js';
import { deviceFlags } from '../message/link-header.js';
import { writeKindData } from '../message/link-info/kind-writers.js';
import type { OpenNamespace } from '../namespace/open-namespace.js';
import { addVeth } from './add-veth.js';
import type { Applier } from './applier.js';
import { isOurs } from './is-ours.js';
import { complete, isWhole, masterOf, targetFd, type LinkEnd } from './new-links.js';
import type { Outbox } from './outbox.js';
import { writeLinkAdd } from '../message/link-add-message.js';

/** `ip link add …`: the link, and all that it will have, by one message where the kernel takes it. */
export const addLink: Applier<LinkAdd> = (operation, session, outbox) => {
  switch (operation.kind) {
    case 'veth':
      addVeth(operation, session, outbox);
      return undefined;
    case 'macvlan':
    case 'macvtap': {
      // Sent where the parent is, which the kernel looks up there; the link is made in its own namespace at once.
      const { parent, parentIndex, parentNamespace } = operation.data;
      const from = session.namespace(parentNamespace);
      addPlain(operation, session, outbox, { from, parentIndex: parentIndex ?? session.indexOf(from, parent) });
      return undefined;
    }
    default:
      addPlain(operation, session, outbox, { from: session.namespace(operation.namespace) });
      return undefined;
  }
};

/** Where the message that makes a link is sent, and the index of the link below, there. */
interface Origin {
  readonly from: OpenNamespace;
  readonly parentIndex?: number;
}

function addPlain(operation: LinkAdd, session: Session, outbox: Outbox, { from, parentIndex }: Origin): void {
  const end: LinkEnd = { namespace: session.namespace(operation.namespace), attributes: operation };
  const writeData = writeKindData(operation.kind, operation.data);
  if (writeData === undefined) {
    throw new SystemError('add a link', 'EOPNOTSUPP', `the netlink driver knows no options of kind ${operation.kind}`);
  }
  const master = masterOf(session, end);
  // What follows is about the index alone, and must not be sent to a link that had it before.
  outbox.post({ namespace: from, together: isOurs(from, operation.ifindex) && isWhole(end) }, (writer) =>
    writeLinkAdd(writer, operation, operation.kind, {
      flags: deviceFlags(operation),
      masterIndex: master,
      targetFd: targetFd(end, from),
      parentIndex,
      writeData,
    }),
  );
  complete(end, session, outbox, { isPeer: false });
}
