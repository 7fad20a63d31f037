import { VETH_INFO_PEER } from '../../wire/constant/ifla-kind.js';
import type { MessageWriter } from '../../wire/message-writer.js';
import { writeNewLink, type LinkPlace, type NewLink } from '../link-attributes.js';
import { writeLinkHeader, type DeviceFlags } from '../link-header.js';

/** The other end of a veth: a link message of its own inside, with its own namespace. */
export function writeVeth(writer: MessageWriter, peer: NewLink, place: LinkPlace, flags: DeviceFlags): void {
  const nest = writer.nest(VETH_INFO_PEER);
  writeLinkHeader(writer, peer.ifindex ?? 0, flags);
  writeNewLink(writer, peer, place);
  writer.endNest(nest);
}
