import { accept, refuse, type Parsed } from './parsed.js';
import { showValue } from './show-value.js';

const LONGEST = 255;
const PART = /^[A-Za-z0-9_.@+][A-Za-z0-9_.@+-]*$/;

/**
 * A kernel parameter of a network namespace, given back with slashes: `net/ipv4/ip_forward`. As in sysctl(8), the first
 * separator says how the key is written: `net.ipv4.conf.eth0/100.forwarding` and `net/ipv4/conf/eth0.100/forwarding`
 * are the same. Only what is below `net` belongs to a namespace.
 */
export function parseSysctlKey(value: unknown): Parsed<string> {
  if (typeof value !== 'string') return refuse('sysctl-key', `expected a key, got ${showValue(value)}`);
  if (value.length > LONGEST) return refuse('sysctl-key', `a key has at most ${LONGEST} characters`);
  const parts = withSlashes(value).split('/');
  if (parts.length < 3 || !parts.every((part) => PART.test(part) && part !== '.' && part !== '..')) {
    return refuse('sysctl-key', `${showValue(value)} is no key`, 'write it as net.ipv4.ip_forward');
  }
  if (parts[0] !== 'net') {
    return refuse('sysctl-key', `${showValue(value)} is not below net, so that it is not a namespace's own`);
  }
  return accept(parts.join('/'));
}

function withSlashes(key: string): string {
  const separator = /[./]/.exec(key)?.[0];
  if (separator !== '.') return key;
  return key.replaceAll(/[./]/g, (character) => (character === '.' ? '/' : '.'));
}
