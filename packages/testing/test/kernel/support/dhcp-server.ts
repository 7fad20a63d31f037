import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why the tests with a DHCP server cannot run here; empty where they can. */
export function whyNoDhcp(): string {
  const missing = ['dnsmasq', 'udhcpc'].filter((program) => {
    try {
      execFileSync('sh', ['-c', 'PATH="$PATH:/usr/sbin:/sbin"; command -v "$1"', 'sh', program], { stdio: 'ignore' });
      return false;
    } catch {
      return true;
    }
  });
  return missing.length === 0 ? '' : ` (skipped: not installed: ${missing.join(', ')})`;
}

/** dnsmasq as a DHCP server and nothing else, in a namespace, on its link `lan`. */
export class DhcpServer implements Disposable {
  readonly #folder: string = mkdtempSync(join(tmpdir(), 'netloom-server-'));
  readonly #process: ChildProcess;

  constructor(namespace: string) {
    const options =
      '--no-daemon --conf-file=/dev/null --pid-file= --user=root --port=0 --no-resolv --no-hosts --interface=lan --bind-interfaces --dhcp-authoritative --no-ping';
    this.#process = spawn(
      'ip',
      [
        'netns',
        'exec',
        namespace,
        'dnsmasq',
        ...options.split(' '),
        '--dhcp-range=10.77.0.50,10.77.0.99,255.255.255.0,2m',
        '--dhcp-option=3,10.77.0.1',
        '--dhcp-option=6,10.77.0.1',
        `--dhcp-leasefile=${join(this.#folder, 'leases')}`,
      ],
      { stdio: 'ignore' },
    );
  }

  /** The addresses that are lent at the moment. */
  leases(): string[] {
    try {
      return readFileSync(join(this.#folder, 'leases'), 'utf8')
        .split('\n')
        .flatMap((line) => line.split(' ')[2] ?? []);
    } catch {
      return [];
    }
  }

  [Symbol.dispose](): void {
    this.#process.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
