import { isIP } from 'node:net';
import { DriverError } from '../../error/driver-error.js';
import { type NamespaceRef, isHost } from '../../value/namespace-ref.js';
import type { ShellContext } from './ip-command.js';

/** An address with a prefix length of at most three digits, or without. */
const PREFIX = /^(?<address>[^/%]+)(?:\/\d{1,3})?$/;
const MAC = /^(?:[0-9a-fA-F]{2}:)+[0-9a-fA-F]{2}$/;
const KEYWORD = /^[a-z0-9][a-z0-9_.-]*$/i;
const INDEX_NAME = /^if\d+$/;

function refuse(what: string, value: unknown): never {
  throw new DriverError(`${what} cannot be ${JSON.stringify(value)}`, { errno: 'EINVAL' });
}

/** An IP address or prefix. `ip` takes it in places where a keyword could stand as well, so nothing else may pass. */
export function addressWord(address: string): string {
  const bare = PREFIX.exec(address)?.groups?.['address'];
  return bare !== undefined && isIP(bare) !== 0 ? address : refuse('an address', address);
}

/** A prefix, with the word `default` for the IPv4 default route (`ip` reads that word as IPv4). */
export function prefixWord(prefix: string): string {
  return prefix === '0.0.0.0/0' ? 'default' : addressWord(prefix);
}

export function macWord(mac: string): string {
  return MAC.test(mac) ? mac : refuse('a hardware address', mac);
}

/** A word of a fixed vocabulary (scope, protocol, mode …), which never begins with a dash. */
export function keyword(word: string): string {
  return KEYWORD.test(word) ? word : refuse('a keyword', word);
}

export function numberWord(value: number): string {
  return Number.isSafeInteger(value) ? String(value) : refuse('a number', value);
}

export function flagWord(on: boolean): 'on' | 'off' {
  return on ? 'on' : 'off';
}

/** Hexadecimal, which is how `ip` reads type of service and prints firewall marks. */
export function hexWord(value: number): string {
  return Number.isSafeInteger(value) && value >= 0 ? `0x${value.toString(16)}` : refuse('a number', value);
}

/** The name of a link. `if<N>` means an index to `ip`, so a name of that form is refused. */
export function linkName(name: string): string {
  return name === '' || name.includes('\0') || INDEX_NAME.test(name) ? refuse('the name of a link', name) : name;
}

/** How an existing link is named in every command but `ip link show`: by its index where that is known. */
export function linkWord(name: string, index: number | undefined): string {
  return index === undefined ? linkName(name) : `if${numberWord(index)}`;
}

/** The name of a namespace: one file name, so that it leads nowhere but into the folder of `ip netns`. */
export function namespaceName(name: string): string {
  return name === '' || name === '.' || name === '..' || /[/\0]/.test(name)
    ? refuse('the name of a namespace', name)
    : name;
}

/** The nsfs file of a namespace that has no name. */
export function namespacePath(namespace: { readonly path: string } | { readonly pid: number }): string {
  if ('pid' in namespace) return `/proc/${numberWord(namespace.pid)}/ns/net`;
  const { path } = namespace;
  return path.startsWith('/') && !path.includes('\0') ? path : refuse('the path of a namespace', path);
}

/** What follows the word `netns`. A name of digits alone would be read as a process id where no such name exists. */
export function netnsWord(namespace: NamespaceRef, context: ShellContext): string {
  if (typeof namespace === 'string') {
    return /^\d+$/.test(namespace) ? `/run/netns/${namespace}` : namespaceName(namespace);
  }
  return isHost(namespace) ? context.hostNetns : namespacePath(namespace);
}
