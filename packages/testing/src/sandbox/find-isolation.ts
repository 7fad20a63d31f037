import { existsSync, readFileSync } from 'node:fs';
import { environment } from './environment.js';
import { isolations, sandboxed, type Isolation } from './isolation.js';
import { refusalReason } from './refusal-reason.js';

/** How a sandbox is made on this machine, or why none can be. */
export type Found = { readonly isolation: Isolation } | { readonly isolation: undefined; readonly reason: string };

let found: Promise<Found> | undefined;

/** Finds out by trying, once in a process. */
export async function findIsolation(): Promise<Found> {
  found ??= tryAll();
  return await found;
}

async function tryAll(): Promise<Found> {
  if (process.platform !== 'linux') return no(`network namespaces are a feature of Linux, this is ${process.platform}`);
  const { execa } = await import('execa');
  let said = '';
  for (const isolation of isolations(process.getuid?.() === 0)) {
    const [file, ...args] = sandboxed(isolation, ['true']);
    const { failed, stderr, code, exitCode } = await execa(file, args, {
      env: environment(),
      reject: false,
      stdin: 'ignore',
    });
    if (!failed) return { isolation };
    // 127: setpriv found no unshare, or the other way about (exec(3p), env(1)).
    if (code === 'ENOENT' || exitCode === 127) return no('unshare or setpriv is missing (package util-linux)');
    said ||= stderr;
  }
  return no(refusalReason(said, readSwitch));
}

function no(reason: string): Found {
  return { isolation: undefined, reason };
}

function readSwitch(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  return path.startsWith('/proc/sys/') ? readFileSync(path, 'utf8') : '';
}
