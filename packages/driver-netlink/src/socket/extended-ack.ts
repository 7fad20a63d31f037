import { errnoName } from '../libc/errno.js';
import { AttributeTable } from '../wire/attribute-table.js';
import { HEADER_LENGTH, align } from '../wire/layout.js';
import { DecodeError } from '../wire/decode-error.js';
import type { MessageReader } from '../wire/message-reader.js';
import {
  NLMSGERR_ATTR_MSG,
  NLMSGERR_ATTR_OFFS,
  NLMSG_DONE,
  NLM_F_ACK_TLVS,
  NLM_F_CAPPED,
} from '../wire/constant/nlm.js';
import { DONE, type Ack } from './ack.js';

const table = new AttributeTable(NLMSGERR_ATTR_OFFS);

/**
 * Reads an acknowledgement (NLMSG_ERROR) or the end of a dump (NLMSG_DONE), with its extended ack
 * (Documentation/userspace-api/netlink/intro.rst). The attributes stand behind the error number of NLMSG_DONE, and behind
 * the echoed request of NLMSG_ERROR, which NETLINK_CAP_ACK cuts to its header.
 */
export function readAck(reader: MessageReader): Ack {
  reader.fixedPart(4);
  const code = reader.i32(0);
  if (code >= 0) return DONE;
  const errno = errnoName(-code);
  if ((reader.flags & NLM_F_ACK_TLVS) === 0) return { status: 'failed', errno };
  const echoed = echoLength(reader);
  if (echoed < 0 || reader.body + 4 + echoed > reader.end) throw new DecodeError('an answer echoes more than it holds');
  table.read(reader, reader.body + 4 + echoed, reader.end);
  const message = table.string(NLMSGERR_ATTR_MSG);
  const offset = table.u32(NLMSGERR_ATTR_OFFS);
  return {
    status: 'failed',
    errno,
    ...(message === undefined ? {} : { message }),
    ...(offset === undefined ? {} : { offset }),
  };
}

function echoLength(reader: MessageReader): number {
  if (reader.type === NLMSG_DONE) return 0;
  reader.fixedPart(4 + HEADER_LENGTH);
  return (reader.flags & NLM_F_CAPPED) === 0 ? align(reader.u32(4)) : HEADER_LENGTH;
}
