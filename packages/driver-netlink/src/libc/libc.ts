import { createRequire } from 'node:module';
import { UnsupportedError } from '@netloom/core/driver';

/** The C functions that the driver calls, each synchronous. A result of -1 is a failure; then ask {@link Libc.errno} at once. */
export interface Libc {
  open(path: string, flags: number, mode: number): number;
  socket(domain: number, type: number, protocol: number): number;
  bind(fd: number, address: Uint8Array, length: number): number;
  connect(fd: number, address: Uint8Array, length: number): number;
  send(fd: number, bytes: Uint8Array, length: number, flags: number): number;
  recv(fd: number, bytes: Uint8Array, length: number, flags: number): number;
  setsockopt(fd: number, level: number, name: number, value: Uint8Array, length: number): number;
  getsockopt(fd: number, level: number, name: number, value: Uint8Array, length: Uint8Array): number;
  close(fd: number): number;
  setns(fd: number, kind: number): number;
  unshare(kind: number): number;
  mount(source: string | null, target: string, type: string | null, flags: number, data: string | null): number;
  umount2(target: string, flags: number): number;
  flock(fd: number, operation: number): number;
  /** The number of the last failure in this thread. */
  errno(): number;
  /** Names of error numbers: `EEXIST` to 17. */
  readonly errnoNumbers: Readonly<Record<string, number>>;
  /** Calls back in this thread whenever the descriptor can be read or written, until the handle is closed. */
  watch(fd: number, events: DescriptorEvents, callback: () => void): PollHandle;
}

/** A watch on a descriptor. It is closed before the descriptor is. */
export interface PollHandle {
  close(): void;
  unref(): void;
}

export interface DescriptorEvents {
  readonly readable?: boolean;
  readonly writable?: boolean;
}

/** The part of koffi that is used here, typed; koffi itself types every function as `any`. */
interface Koffi {
  load(path: null): { func(definition: string): unknown };
  errno(): number;
  readonly os: { readonly errno: Readonly<Record<string, number>> };
  readonly node: {
    poll(fd: number, events: DescriptorEvents, callback: () => void): PollHandle;
  };
}

let loaded: Libc | undefined;

/**
 * The C library of the process, bound on the first call: loading koffi costs tens of milliseconds, and importing the
 * package must not.
 *
 * @throws {@link UnsupportedError} where koffi has no binary for this machine.
 */
export function libc(): Libc {
  loaded ??= bind(loadKoffi());
  return loaded;
}

function loadKoffi(): Koffi {
  try {
    return createRequire(import.meta.url)('koffi') as Koffi;
  } catch (cause) {
    throw new UnsupportedError(
      'the netlink driver needs koffi with its optional dependency for this platform (install without --omit=optional), or use @netloom/driver-iproute2',
      { cause },
    );
  }
}

function bind(koffi: Koffi): Libc {
  // `null` is the program itself: its C library's symbols, without guessing the file name of glibc or musl.
  const program = koffi.load(null);
  const functions = Object.fromEntries(Object.entries(SIGNATURES).map(([name, text]) => [name, program.func(text)]));
  return {
    ...(functions as unknown as Pick<Libc, keyof typeof SIGNATURES>),
    errno: () => koffi.errno(),
    errnoNumbers: koffi.os.errno,
    watch: (fd, events, callback) => koffi.node.poll(fd, events, () => settled(callback)),
  };
}

/**
 * Calls back, and has what was promised on the way run in this turn of the event loop: koffi calls from outside of Node's
 * own scopes, after which Node 26 does not look at promises before its next own callback.
 */
function settled(callback: () => void): void {
  setImmediate(NOTHING);
  callback();
}

const NOTHING = (): void => undefined;

const SIGNATURES = {
  open: 'int open(const char *, int, int)',
  socket: 'int socket(int, int, int)',
  bind: 'int bind(int, void *, uint32_t)',
  connect: 'int connect(int, void *, uint32_t)',
  send: 'intptr_t send(int, void *, size_t, int)',
  recv: 'intptr_t recv(int, void *, size_t, int)',
  setsockopt: 'int setsockopt(int, int, int, void *, uint32_t)',
  getsockopt: 'int getsockopt(int, int, int, void *, void *)',
  close: 'int close(int)',
  setns: 'int setns(int, int)',
  unshare: 'int unshare(int)',
  mount: 'int mount(const char *, const char *, const char *, unsigned long, const char *)',
  umount2: 'int umount2(const char *, int)',
  flock: 'int flock(int, int)',
} as const;
