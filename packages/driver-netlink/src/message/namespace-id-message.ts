import { AttributeTable } from '../wire/attribute-table.js';
import { NETNSA_FD, NETNSA_NSID, NETNSA_NSID_NOT_ASSIGNED } from '../wire/constant/netnsa.js';
import { GET } from '../wire/constant/nlm.js';
import { AF_UNSPEC, RTM_GETNSID } from '../wire/constant/rtm.js';
import type { MessageReader } from '../wire/message-reader.js';
import type { MessageWriter } from '../wire/message-writer.js';

/** RTM_GETNSID: by which number the socket's namespace knows the one of the descriptor. `ip netns list-id …`. */
export function writeNamespaceIdGet(writer: MessageWriter, fd: number): void {
  writer.begin(RTM_GETNSID, GET);
  // `struct rtgenmsg` is one byte, padded.
  writer.u8(AF_UNSPEC).pad();
  writer.attributeU32(NETNSA_FD, fd);
  writer.finish();
}

const table = new AttributeTable(NETNSA_FD);

/** The number, or nothing where none is assigned. */
export function readNamespaceId(reader: MessageReader): number | undefined {
  const id = table.read(reader, reader.fixedPart(1), reader.end).i32(NETNSA_NSID);
  return id === NETNSA_NSID_NOT_ASSIGNED ? undefined : id;
}
