import dns, { type LookupAddress, type LookupAllOptions, type LookupOneOptions } from 'node:dns';
import { existsSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isIP } from 'node:net';
import { readHosts, readNameServers } from './hosts-file.js';

type Callback = (error: NodeJS.ErrnoException | null, address?: string | LookupAddress[], family?: number) => void;
type Options = LookupOneOptions | LookupAllOptions;

/**
 * Makes names be looked up from the namespace. `dns.lookup`, which `net`, `http`, `fetch` and `dgram` use, asks the C
 * library in a thread of libuv's pool, which is in the host's namespace; so it is replaced by one that asks the name
 * servers from this thread. `/etc/netns/NAME/resolv.conf` and `hosts` count where they are, as with `ip netns exec`.
 *
 * What the C library adds is not to be had: other sources than files and DNS (nsswitch.conf), and search domains.
 */
export function lookUpFromHere(namespace: string | undefined): void {
  const own = (file: string): string => {
    const path = `/etc/netns/${namespace ?? ''}/${file}`;
    return namespace !== undefined && existsSync(path) ? path : `/etc/${file}`;
  };
  const servers = readNameServers(own('resolv.conf'));
  if (servers.length > 0) dns.setServers([...servers]);
  const hosts = readHosts(own('hosts'));

  function lookup(hostname: string, given: Options | number | Callback, done?: Callback): void {
    const callback = typeof given === 'function' ? given : done;
    if (callback === undefined) throw new TypeError('dns.lookup needs a callback');
    const options: Options = typeof given === 'object' ? given : typeof given === 'number' ? { family: given } : {};
    void answer(hostname, options, callback);
  }

  async function answer(hostname: string, options: Options, callback: Callback): Promise<void> {
    try {
      const found = await find(hostname, familyOf(options.family), hosts);
      const [first] = found;
      // In a turn of its own, so that what the callback throws is not taken for a failed look-up.
      if (options.all === true) process.nextTick(callback, null, found);
      else process.nextTick(callback, null, first?.address, first?.family);
    } catch (error) {
      process.nextTick(callback, error);
    }
  }

  async function lookupPromise(hostname: string, given: Options | number = {}): Promise<unknown> {
    const options: Options = typeof given === 'object' ? given : { family: given };
    const found = await find(hostname, familyOf(options.family), hosts);
    return options.all === true ? found : found[0];
  }

  Object.assign(dns, { lookup });
  Object.assign(dns.promises, { lookup: lookupPromise });
  syncBuiltinESMExports();
}

function familyOf(family: Options['family']): 0 | 4 | 6 {
  if (family === 4 || family === 'IPv4') return 4;
  return family === 6 || family === 'IPv6' ? 6 : 0;
}

async function find(
  hostname: string,
  family: 0 | 4 | 6,
  hosts: ReadonlyMap<string, readonly string[]>,
): Promise<LookupAddress[]> {
  const literal = isIP(hostname);
  if (literal !== 0) return [{ address: hostname, family: literal }];
  const name = hostname.toLowerCase();
  const listed = hosts.get(name) ?? (name === 'localhost' || name.endsWith('.localhost') ? LOCALHOST : []);
  const known = listed
    .map((address) => ({ address, family: isIP(address) }))
    .filter((each) => family === 0 || each.family === family);
  if (known.length > 0) return known;
  const answers = await Promise.allSettled([
    ...(family === 6 ? [] : [resolve(hostname, 4)]),
    ...(family === 4 ? [] : [resolve(hostname, 6)]),
  ]);
  const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  const [first] = answers;
  if (found.length === 0 && first?.status === 'rejected') throw notFound(hostname, first.reason);
  return found;
}

/** RFC 6761: the name is the machine's own everywhere. */
const LOCALHOST: readonly string[] = ['127.0.0.1', '::1'];

async function resolve(hostname: string, family: 4 | 6): Promise<LookupAddress[]> {
  const addresses = await (family === 4 ? dns.promises.resolve4(hostname) : dns.promises.resolve6(hostname));
  return addresses.map((address) => ({ address, family }));
}

/** The error that `dns.lookup` would give. */
function notFound(hostname: string, cause: unknown): NodeJS.ErrnoException {
  const error: NodeJS.ErrnoException = new Error(`getaddrinfo ENOTFOUND ${hostname}`, { cause });
  return Object.assign(error, { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname });
}
