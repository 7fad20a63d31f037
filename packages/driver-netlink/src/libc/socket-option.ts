import { libc } from './libc.js';

/** Sets a socket option that is a number; `false` where the kernel refuses it. */
export function setOption(fd: number, level: number, name: number, value: number): boolean {
  const bytes = Buffer.from(Int32Array.of(value).buffer);
  return libc().setsockopt(fd, level, name, bytes, bytes.length) === 0;
}

/** Reads a socket option of so many bytes, or nothing where the kernel does not know it. */
export function getOption(fd: number, level: number, name: number, length: number): Buffer | undefined {
  const value = Buffer.alloc(length);
  const size = Buffer.from(Uint32Array.of(length).buffer);
  return libc().getsockopt(fd, level, name, value, size) === 0 ? value : undefined;
}
