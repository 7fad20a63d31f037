import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { execa, execaSync } from 'execa';
import { ipCommands, namespaceKey } from '@netloom/core';
import type { Driver, KernelOperation } from '@netloom/core';

/** All that a DHCP client needs of a driver. */
export const driver: Pick<Driver, 'wrap'> = {
  wrap: (namespace, file, args) => ['ip', 'netns', 'exec', namespaceKey(namespace), file, ...args],
};

export async function ip(...args: string[]): Promise<string> {
  return (await execa('ip', args)).stdout;
}

export async function apply(operations: readonly KernelOperation[]): Promise<void> {
  for (const [file = '', ...args] of operations.flatMap(ipCommands)) await execa(file, args);
}

export function isInstalled(program: string): boolean {
  const PATH = `${process.env['PATH']}:/usr/sbin:/sbin`;
  return !execaSync('sh', ['-c', 'command -v "$1"', 'sh', program], { env: { PATH }, reject: false }).failed;
}

export async function until(what: string, condition: () => unknown): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited in vain for: ${what}`);
    await delay(20);
  }
}

/** A server for DHCP alone, on the link `lan`, that keeps nothing but its leases and reads no file of the machine. */
const DNSMASQ_OPTIONS = (
  '--no-daemon --conf-file=/dev/null --pid-file= --user=root --port=0 --no-resolv --no-hosts --interface=lan ' +
  '--bind-interfaces --dhcp-authoritative --no-ping'
).split(' ');

export type Uplink = 'veth' | 'macvlan';

/**
 * A DHCP server in a namespace, and a client's namespace with a link `eth0` that leads to it: a veth, or a macvlan on a
 * link of the host.
 */
export class DhcpLab {
  readonly server: string;
  readonly client: string;
  readonly #folder: string;
  #dnsmasq: ReturnType<typeof spawn> | undefined;

  private constructor(folder: string, id: number) {
    this.#folder = folder;
    this.server = `server${id}`;
    this.client = `client${id}`;
  }

  static #count = 0;

  static async open(uplink: Uplink = 'veth'): Promise<DhcpLab> {
    const id = ++DhcpLab.#count;
    const lab = new DhcpLab(await mkdtemp(join(tmpdir(), 'netloom-dhcp-')), id);
    const { server, client } = lab;
    for (const namespace of [server, client]) {
      await ip('netns', 'add', namespace);
      await ip('-n', namespace, 'link', 'set', 'dev', 'lo', 'up');
    }
    const at = ['-n', server, 'link', 'add', 'name', 'lan', 'type', 'veth', 'peer'];
    if (uplink === 'veth') await ip(...at, 'name', 'eth0', 'netns', client);
    else {
      const parent = `up${id}`;
      await ip(...at, 'name', parent, 'netns', String(process.pid));
      await ip('link', 'set', 'dev', parent, 'up');
      await ip('link', 'add', 'link', parent, 'name', `mv${id}`, 'type', 'macvlan', 'mode', 'bridge');
      await ip('link', 'set', 'dev', `mv${id}`, 'netns', client, 'name', 'eth0');
    }
    await ip('-n', server, 'link', 'set', 'dev', 'lan', 'up');
    await ip('-n', server, 'address', 'add', '10.77.0.1/24', 'dev', 'lan');
    await ip('-n', client, 'link', 'set', 'dev', 'eth0', 'up');
    return lab;
  }

  /** Where the client's private folder is to be. */
  get directory(): string {
    return join(this.#folder, 'client');
  }

  /** Starts dnsmasq, with further options. It knows no leases at first, and leases addresses from `first` on. */
  async serveFrom(first: number, ...options: string[]): Promise<void> {
    await writeFile(this.#leases, '');
    const args = [
      ...DNSMASQ_OPTIONS,
      `--dhcp-leasefile=${this.#leases}`,
      `--dhcp-range=10.77.0.${first},10.77.0.${first + 9},255.255.255.0,2m`,
      ...options,
    ];
    const dnsmasq = spawn('ip', ['netns', 'exec', this.server, 'dnsmasq', ...args], { stdio: 'ignore' });
    this.#dnsmasq = dnsmasq;
    // Its socket on port 67 is open: it answers from now on.
    await until('dnsmasq', async () => {
      if (dnsmasq.exitCode !== null) throw new Error(`dnsmasq ended with ${dnsmasq.exitCode}`);
      return (await ip('netns', 'exec', this.server, 'cat', '/proc/net/udp')).includes(':0043 ');
    });
  }

  async serve(...options: string[]): Promise<void> {
    await this.serveFrom(50, ...options);
  }

  async stopServing(): Promise<void> {
    const dnsmasq = this.#dnsmasq;
    if (dnsmasq === undefined || dnsmasq.exitCode !== null || dnsmasq.signalCode !== null) return;
    const ended = new Promise((resolve) => dnsmasq.once('exit', resolve));
    dnsmasq.kill();
    await ended;
  }

  /** The server's leases, a line each: `EXPIRY MAC ADDRESS NAME CLIENT-ID`. */
  async leases(): Promise<readonly string[]> {
    return (await readFile(this.#leases, 'utf8')).split('\n').filter(Boolean);
  }

  /** Ids of the processes that live in the client's namespace; what has ended but was not waited for does not count. */
  async processes(): Promise<readonly number[]> {
    const pids = (await ip('netns', 'pids', this.client)).split('\n').filter(Boolean).map(Number);
    return pids.filter((pid) => !/^State:\tZ/m.test(statusOf(pid)));
  }

  get #leases(): string {
    return join(this.#folder, 'leases');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stopServing();
    for (const pid of await this.processes()) process.kill(pid, 'SIGKILL');
    for (const namespace of [this.client, this.server]) await ip('netns', 'delete', namespace);
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return 'State:\tZ';
  }
}
