import type { KernelState } from '../kernel-state.js';
import type { Link } from '../link.js';
import { setDown } from './admin-state.js';
import { changeMac } from './change-mac.js';
import { endIpv4 } from './ipv4.js';
import { releaseFromMaster } from './master.js';

/** Deletes a link, and with it its peer and whatever stands on it, wherever that is. */
export function destroyLink(kernel: KernelState, link: Link): void {
  if (link.namespace.links.byIndex(link.ifindex) !== link) return;
  for (const child of link.children) destroyLink(kernel, child);
  for (const port of link.ports) releaseFromMaster(kernel, port);
  if (link.master !== undefined) releaseFromMaster(kernel, link);
  setDown(kernel, link);
  endIpv4(link);
  const table = link.namespace.routes;
  for (const route of table.ofLink(link)) table.remove(route);
  link.namespace.links.remove(link);
  leaveParent(link);
  const { peer } = link;
  link.peer = undefined;
  if (peer !== undefined) destroyLink(kernel, peer);
}

/** The parent of a passthru child gets the MAC back that it had before. */
function leaveParent(link: Link): void {
  link.parent?.children.delete(link);
  if (link.parent !== undefined && link.parentMac !== undefined) changeMac(link.parent, link.parentMac);
}
