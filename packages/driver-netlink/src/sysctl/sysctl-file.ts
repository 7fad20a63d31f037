import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs';
import { SystemError } from '../libc/system-error.js';
import { inNamespace } from '../namespace/enter.js';
import type { OpenNamespace } from '../namespace/open-namespace.js';

/** The file of a parameter. A key that could be any path outside of `/proc/sys/net` is refused. */
function sysctlPath(key: string): string {
  const parts = key.split('/');
  if (parts[0] !== 'net' || parts.some((part) => part === '' || part === '.' || part === '..') || key.includes('\0')) {
    throw new SystemError(`name a parameter ${JSON.stringify(key)}`, 'EINVAL', 'not a parameter below net/');
  }
  return `/proc/sys/${key}`;
}

/** `/proc/sys/net` shows the namespace of the thread that looks, so the thread goes there to read and to write. */
export function writeSysctl(namespace: OpenNamespace, home: OpenNamespace, key: string, value: string): void {
  const path = sysctlPath(key);
  within(namespace, home, () => {
    try {
      const fd = openSync(path, constants.O_WRONLY);
      try {
        writeSync(fd, `${value}\n`);
      } finally {
        closeSync(fd);
      }
    } catch (cause) {
      throw new SystemError(`write ${path}`, (cause as NodeJS.ErrnoException).code ?? 'EIO');
    }
  });
}

/** The value, without the line's end; nothing where there is no such parameter, or none that can be read. */
export function readSysctl(namespace: OpenNamespace, home: OpenNamespace, key: string): string | undefined {
  const path = sysctlPath(key);
  return within(namespace, home, () => {
    try {
      return readFileSync(path, 'utf8').trimEnd();
    } catch {
      return undefined;
    }
  });
}

function within<T>(namespace: OpenNamespace, home: OpenNamespace, action: () => T): T {
  return namespace === home ? action() : inNamespace(namespace.fd, home.fd, action);
}
