/** Message types and flags of netlink itself (linux/netlink.h). */
export const NLMSG_ERROR = 2;
export const NLMSG_DONE = 3;
/** Lower types are netlink's own. */
export const NLMSG_MIN_TYPE = 0x10;

export const NLM_F_REQUEST = 0x1;
export const NLM_F_ACK = 0x4;
export const NLM_F_DUMP_INTR = 0x10;
export const NLM_F_DUMP = 0x300;
/** Of a reply: the request in it was cut to its header, and attributes follow. */
export const NLM_F_CAPPED = 0x100;
export const NLM_F_ACK_TLVS = 0x200;
/** Of a request that makes something. */
export const NLM_F_REPLACE = 0x100;
export const NLM_F_EXCL = 0x200;
export const NLM_F_CREATE = 0x400;
export const NLM_F_APPEND = 0x800;

/** Attributes of an acknowledgement. */
export const NLMSGERR_ATTR_MSG = 1;
export const NLMSGERR_ATTR_OFFS = 2;

/** A request that is answered by what it asks for, or by an error. */
export const GET: number = NLM_F_REQUEST;
/** A request that is acknowledged. */
export const DO: number = NLM_F_REQUEST | NLM_F_ACK;
/** A request that makes what must not exist. */
export const ADD: number = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL;
/** A request that makes, or takes the place of what exists. */
export const PUT: number = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_REPLACE;
