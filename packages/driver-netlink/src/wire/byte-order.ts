import { endianness } from 'node:os';

/** Netlink is in the byte order of the machine; network order is used inside single attributes only. */
export const LITTLE_ENDIAN: boolean = endianness() === 'LE';
