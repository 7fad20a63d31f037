/** netlink(7): `struct nlmsghdr` is length, type, flags, sequence, port id. */
export const HEADER_LENGTH = 16;

/** Two high bits of an attribute's type are flags; the rest is the type (linux/netlink.h). */
export const NLA_F_NESTED = 0x8000;
export const NLA_TYPE_MASK = 0x3fff;

/** NLMSG_ALIGN and NLA_ALIGN: the next multiple of four. */
export function align(length: number): number {
  return (length + 3) & ~3;
}
