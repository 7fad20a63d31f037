import type { NamespaceAdd, NamespaceDelete, NamespaceSet } from '@netloom/core';
import { namespacePath } from '../namespace/namespace-path.js';
import { identify } from '../namespace/namespace-identity.js';
import { addNamespace, deleteNamespace, renameNamespace } from '../namespace/named-namespace.js';
import { openFile } from '../namespace/open-namespace.js';
import { RtnetlinkSocket } from '../socket/rtnetlink-socket.js';
import type { Applier } from './applier.js';

/** `ip netns add …`. Its socket is opened on the way, while the thread is inside. */
export const addNamespaceOperation: Applier<NamespaceAdd> = ({ namespace: name }, session, outbox) => {
  outbox.flush();
  const path = namespacePath(name);
  const ahead = session.madeAhead(name);
  const socket = ahead
    ? RtnetlinkSocket.adopt(ahead.socket)
    : addNamespace(name, session.home.fd, () => RtnetlinkSocket.open());
  const fd = ahead?.fd ?? openFile(path);
  session.adopt({ ref: name, path, fd, socket, isNew: true });
  return identify(fd, socket.fd, true);
};

/** `ip netns delete …`. */
export const deleteNamespaceOperation: Applier<NamespaceDelete> = ({ namespace: name }, session, outbox) => {
  outbox.flush();
  session.forget(name);
  deleteNamespace(name);
  return undefined;
};

/** Another name for a namespace that stays as it is. */
export const setNamespaceOperation: Applier<NamespaceSet> = ({ namespace: name, changes }, session, outbox) => {
  outbox.flush();
  session.forget(name);
  renameNamespace(name, changes.name);
  return undefined;
};
