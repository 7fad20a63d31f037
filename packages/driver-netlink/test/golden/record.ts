/**
 * Records what `ip` sends and what the kernel answers, by strace(1): run it in a sandbox, as root. Writes the fixtures that
 * the golden tests and the fuzz test read.
 *
 *   .ci/sandbox node packages/driver-netlink/test-build/golden/record.js
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GOLDEN_CASES } from './cases.js';
import { NEXTHOP_CASES } from './nexthop-cases.js';

const FIXTURES = new URL('../../test/golden/fixtures/', import.meta.url);

/** `ip` may fail where what it is told to change is not there: what it sent is what counts. */
function strace(option: 'read' | 'write', call: string, command: readonly string[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'netloom-'));
  const log = join(folder, 'log');
  try {
    execFileSync('strace', ['-o', log, '-e', `trace=${call}`, '-e', `${option}=all`, ...command], { stdio: 'ignore' });
  } catch {
    // Told by what the log lacks.
  }
  const text = readFileSync(log, 'utf8');
  rmSync(folder, { recursive: true });
  return dumps(text, call);
}

/** The bytes of each call, from the hexadecimal dumps that follow its line. */
function dumps(log: string, call: string): readonly string[] {
  const result: string[] = [];
  let bytes: string | undefined;
  for (const line of log.split('\n')) {
    const dump = /^ \| [0-9a-f]+ {2}((?:[0-9a-f]{2} {1,2}){1,16})/.exec(line);
    if (dump?.[1] !== undefined) bytes = (bytes ?? '') + dump[1].replaceAll(' ', '');
    else if (line.startsWith(`${call}(`) || line.startsWith('+++')) {
      if (bytes !== undefined) result.push(bytes);
      bytes = undefined;
    }
  }
  return result;
}

function setUp(): void {
  const commands = [
    'link set dev lo up',
    'link add name br0 index 10 up type bridge',
    'link add name v0 index 11 numtxqueues 1 numrxqueues 1 type veth peer name v1 index 12',
    'link set dev v0 up',
    'address add 10.0.0.1/24 dev v0',
    'address add 2001:db8::1/64 nodad dev v0',
    'netns add blue',
    'link add name p0 index 13 type veth peer name eth0 index 14 netns blue',
    'link set dev p0 alias pod',
    'link set dev p0 master br0 up',
    'link property add dev p0 altname one altname two',
    'link add link br0 name m0 index 15 type macvlan mode vepa',
    'route add 10.3.0.0/16 table 1000 metric 5 nexthop via 10.0.0.2 weight 3 nexthop dev v0',
    'route add 10.2.0.0/16 via inet6 2001:db8::9 mtu 1200',
    'route add unreachable 2001:db8:9::/48',
    'neighbour add 10.0.0.7 lladdr 02:00:00:00:00:07 nud permanent dev v0',
    'neighbour add proxy 2001:db8::7 dev v0',
    'rule add priority 50 from 10.0.0.0/8 fwmark 1/3 sport 80 lookup 1000',
    // Ways are taken only on a link with a carrier.
    'link set dev lo up',
    'link add name w0 index 16 up type veth peer name w1 index 17',
    'link set dev w1 up',
    'address add 10.0.1.1/24 dev w0',
    'address add 2001:db8:1::1/64 nodad dev w0',
    'nexthop add id 1 via 10.0.1.2 dev w0 protocol static',
    '-6 nexthop add id 2 via 2001:db8:1::9 dev w0 onlink',
    'nexthop add id 3 dev w0',
    'nexthop add id 4 blackhole',
    'nexthop add id 5 via 10.0.1.3 fdb',
    'nexthop add id 10 group 1,200/2',
    'nexthop add id 11 group 1 type resilient buckets 8 idle_timer 60 unbalanced_timer 300',
    'rule add priority 60 goto 70',
    'rule add priority 70 iif v0 nop',
  ];
  for (const command of commands) execFileSync('ip', command.split(' '));
}

function record(): void {
  setUp();
  const dumped = {
    link: strace('read', 'recvmsg', ['ip', '-d', 'link', 'show']),
    address: strace('read', 'recvmsg', ['ip', 'address', 'show']),
    route4: strace('read', 'recvmsg', ['ip', '-4', 'route', 'show', 'table', 'all']),
    route6: strace('read', 'recvmsg', ['ip', '-6', 'route', 'show', 'table', 'all']),
    rule: strace('read', 'recvmsg', ['ip', 'rule', 'show']),
    neighbour: strace('read', 'recvmsg', ['ip', 'neighbour', 'show', 'nud', 'all']),
    proxy: strace('read', 'recvmsg', ['ip', 'neighbour', 'show', 'proxy']),
    fdb: strace('read', 'recvmsg', ['bridge', 'fdb', 'show']),
    nexthop: strace('read', 'recvmsg', ['ip', 'nexthop', 'show']),
    failure: strace('read', 'recvmsg', [
      'ip',
      'address',
      'add',
      '10.0.0.9/24',
      'label',
      'much-too-long-a-label',
      'dev',
      'v0',
    ]),
    id: strace('read', 'recvmsg', ['ip', 'netns', 'list-id']),
  };
  writeFileSync(new URL('replies.json', FIXTURES), `${JSON.stringify(dumped, undefined, 2)}\n`);
  const requests = [...NEXTHOP_CASES, ...GOLDEN_CASES].map(({ title, command }) => ({
    title,
    sent: [...strace('write', 'sendmsg', command), ...strace('write', 'sendto', command)],
  }));
  writeFileSync(new URL('requests.json', FIXTURES), `${JSON.stringify(requests, undefined, 2)}\n`);
}

record();
