import { VETH_INFO_PEER } from '../wire/constant/ifla-kind.js';
import { IFLA_INFO_DATA, IFLA_INFO_KIND, IFLA_LINKINFO } from '../wire/constant/ifla.js';
import { LINK_HEADER_LENGTH } from '../message/link-header.js';
import { RTM_DELADDR, RTM_NEWADDR, RTM_NEWLINK, RTM_NEWLINKPROP, RTM_SETLINK } from '../wire/constant/rtm.js';
import { forEachAttribute } from '../wire/attribute-table.js';
import { HEADER_LENGTH } from '../wire/layout.js';
import { MessageReader } from '../wire/message-reader.js';

/** The fixed part that an attribute's own attributes stand behind: a veth's peer is a link message of its own. */
const PEER_PATH = [IFLA_LINKINFO, IFLA_INFO_DATA, VETH_INFO_PEER].join();

/**
 * The types of the attributes that the position is in, from the outermost to the one that begins there. The position is
 * counted from the header of the request, as an extended ack has it.
 */
export function attributePath(request: Buffer, offset: number): readonly number[] {
  const reader = new MessageReader(request).reset(request.length);
  if (!reader.next()) return [];
  return pathTo(reader, HEADER_LENGTH + fixedLength(reader.type), reader.end, offset, []);
}

function pathTo(
  reader: MessageReader,
  start: number,
  end: number,
  offset: number,
  above: readonly number[],
): readonly number[] {
  let path = above;
  forEachAttribute(reader, start, end, (type, from, to) => {
    if (offset < from - 4 || offset >= to) return;
    path = [...above, type];
    if (offset < from) return;
    const inner = from + (path.join() === PEER_PATH ? LINK_HEADER_LENGTH : 0);
    if (isNested(path)) path = pathTo(reader, inner, to, offset, path);
  });
  return path;
}

/** The attributes that hold attributes, as far as a request for a link has them. */
function isNested(path: readonly number[]): boolean {
  const [first, second] = path;
  if (first !== IFLA_LINKINFO) return false;
  return path.length === 1 || (path.length === 2 && second !== IFLA_INFO_KIND) || path.join() === PEER_PATH;
}

/** The fixed parts of the requests that the driver sends: links 16 bytes, addresses 8, all others 12. */
function fixedLength(type: number): number {
  if (type === RTM_NEWADDR || type === RTM_DELADDR) return 8;
  const isLink = (type >= RTM_NEWLINK && type <= RTM_SETLINK) || type >= RTM_NEWLINKPROP;
  return isLink ? LINK_HEADER_LENGTH : 12;
}
