/** Numbers of Linux's system interface that are the same on every architecture that Node runs on (asm-generic). */
export const O_RDONLY = 0;
export const O_CREAT = 0o100;
export const O_EXCL = 0o200;
export const O_NONBLOCK = 0o4000;
export const O_CLOEXEC = 0o2000000;

export const AF_INET = 2;
export const AF_INET6 = 10;
export const AF_NETLINK = 16;

export const SOCK_STREAM = 1;
export const SOCK_RAW = 3;
export const SOCK_NONBLOCK = 0o4000;
export const SOCK_CLOEXEC = 0o2000000;

export const NETLINK_ROUTE = 0;

export const MSG_DONTWAIT = 0x40;
/** Makes `recv` return the length that the datagram really has. */
export const MSG_TRUNC = 0x20;

export const IPPROTO_ICMP = 1;
export const IPPROTO_ICMPV6 = 58;

export const SOL_IP = 0;
export const IP_RECVERR = 11;
export const SOL_IPV6 = 41;
export const IPV6_RECVERR = 25;

export const SOL_SOCKET = 1;
export const SO_ERROR = 4;
export const SO_RCVBUF = 8;
export const SO_RCVBUFFORCE = 33;
/** Linux 5.14: a number that no other network namespace of this boot ever has (socket(7)). */
export const SO_NETNS_COOKIE = 71;

/** netlink(7). */
export const SOL_NETLINK = 270;
export const NETLINK_ADD_MEMBERSHIP = 1;
export const NETLINK_CAP_ACK = 10;
export const NETLINK_EXT_ACK = 11;
export const NETLINK_GET_STRICT_CHK = 12;

export const CLONE_NEWNET = 0x40000000;

/** mount(2) and umount2(2). */
export const MS_BIND = 0x1000;
export const MS_REC = 0x4000;
export const MS_SHARED = 0x100000;
export const MNT_DETACH = 2;

/** statfs(2): the file system of namespace files. */
export const NSFS_MAGIC = 0x6e736673;

/** flock(2): exclusively, and without waiting. */
export const LOCK_EX = 2;
export const LOCK_NB = 4;
