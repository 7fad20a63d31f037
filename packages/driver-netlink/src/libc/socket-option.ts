import { LITTLE_ENDIAN } from '../wire/byte-order.js';
import { libc } from './libc.js';

/** One buffer serves every call: the kernel has copied the value when the call returns. */
const number = Buffer.alloc(4);
const view = new DataView(number.buffer, number.byteOffset, 4);

/** Sets a socket option that is a number; `false` where the kernel refuses it. */
export function setOption(fd: number, level: number, name: number, value: number): boolean {
  view.setInt32(0, value, LITTLE_ENDIAN);
  return libc().setsockopt(fd, level, name, number, 4) === 0;
}

/** Reads a socket option of so many bytes, or nothing where the kernel does not know it. */
export function getOption(fd: number, level: number, name: number, length: number): Buffer | undefined {
  const value = Buffer.alloc(length);
  view.setInt32(0, length, LITTLE_ENDIAN);
  return libc().getsockopt(fd, level, name, value, number) === 0 ? value : undefined;
}
