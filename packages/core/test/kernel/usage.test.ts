import './sandbox-only.js';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { execa } from 'execa';
import { createNet } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';
import { ip, isInstalled } from './dhcp-lab.js';

// The programs of test/usage, as processes of their own. They leave what they commit, and it is undone from here: by another
// process, from the journal.

const PROGRAMS = fileURLToPath(new URL('../usage/', import.meta.url));
const ON_LAN = createRequire(import.meta.url).resolve('../../../../examples/dist/readme/on-lan.js');

/** Links, addresses that somebody gave, and namespaces. */
async function whatIsThere(): Promise<readonly string[]> {
  const links = (await ip('-o', 'link')).replaceAll(/^\d+: (\S+): .*/gm, '$1');
  const addresses = (await ip('-o', 'address', 'show', 'scope', 'global')).replaceAll(/ +/g, ' ');
  const namespaces = (await ip('netns', 'list')).replaceAll(/ \(id: \d+\)/g, '');
  return [links, addresses, namespaces];
}

async function undoAll(t: ExecutionContext): Promise<void> {
  await using net = createNet({ driver: netlink() });
  for (const { id } of (await net.commits()).toReversed()) await t.notThrowsAsync(net.undo(id));
  t.deepEqual(await net.commits(), []);
}

interface Run {
  readonly args?: readonly string[];
  /** `ip` commands that set the scene, and those that clear it. */
  readonly scene?: readonly string[];
  readonly clear?: readonly string[];
  readonly exitCode?: number;
  readonly output: RegExp;
}

const RUNS: Readonly<Record<string, Run>> = {
  'p07-cni': {
    args: [JSON.stringify({ ifname: 'eth0', netns: '/run/netns/pod', bridge: 'cni0', containerId: '0123456789ab' })],
    scene: ['netns add pod'],
    clear: ['netns delete pod'],
    output: /^\{"interfaces":\[.*"name":"eth0".*"mine":"[0-9a-f:]{17}"\}/,
  },
  'p09-conditional': { output: /^$/ },
  'p10-presets': { exitCode: 1, output: /^[0-9a-f:]{17}\n[^]*RangeError: this commit made no link "whatever"/ },
  // It gives itself half a second: on a busy machine it is rolled back.
  'p11-errors': { output: /^(?:true undefined (?:undefined|DOMException \[TimeoutError\][^]*))?$/ },
  'p12-progress': { output: /^1\/3 namespace\.add [\d.]+\n2\/3 link\.set [\d.]+\n3\/3 link\.add [\d.]+/ },
  'p15-kind': { exitCode: 1, output: /UnsupportedError: no link of the kind "hsr" can be made here/ },
  'p16-refused': { output: /^$/ },
  'p17-more': {
    scene: ['netns add a', '-n a link add eth1 type veth peer name wire'],
    clear: ['netns delete a'],
    output: /^$/,
  },
};

for (const [program, { args = [], scene = [], clear = [], exitCode = 0, output }] of Object.entries(RUNS)) {
  test.serial(`${program} runs, and what it leaves is undone from here`, async (t) => {
    const bare = await whatIsThere();
    for (const line of scene) await ip(...line.split(' '));
    const before = await whatIsThere();
    try {
      const run = await execa('node', [`${PROGRAMS}${program}.js`, ...args], { reject: false, timeout: 30_000 });
      t.is(run.exitCode, exitCode, run.stderr);
      t.regex([run.stdout, run.stderr].filter(Boolean).join('\n'), output);
    } finally {
      await undoAll(t);
      t.deepEqual(await whatIsThere(), before);
      for (const line of clear) await ip(...line.split(' '));
    }
    t.deepEqual(await whatIsThere(), bare);
  });
}

test.serial('p13-daemon keeps what it wants, until it is ended', async (t) => {
  await ip('link', 'add', 'eth0', 'up', 'type', 'veth', 'peer', 'name', 'wire');
  await ip('link', 'set', 'wire', 'up');
  t.teardown(async () => ip('link', 'delete', 'eth0'));
  const before = await whatIsThere();
  const daemon = execa('node', [`${PROGRAMS}p13-daemon.js`], { reject: false, timeout: 30_000 });
  daemon.stdout?.once('data', () => daemon.kill());
  const { stdout, stderr } = await daemon;
  await undoAll(t);
  t.regex(stdout, /^nothing to do/, stderr);
  t.deepEqual(await whatIsThere(), before);
});

const [withDhcp, reason] =
  isInstalled('dnsmasq') && ['udhcpc', 'dhcpcd', 'dhclient'].some(isInstalled)
    ? [test.serial, '']
    : [test.serial.skip, ' (skipped: dnsmasq, or a DHCP client, is not installed)'];

withDhcp(`p01-contract runs where the host has a LAN${reason}`, async (t) => {
  const run = await execa('node', [ON_LAN, `${PROGRAMS}p01-contract.js`], { reject: false, timeout: 30_000 });
  t.is(run.exitCode, 0, run.stderr);
  t.regex(run.stdout, /^\d+ [0-9a-f:]{17}\n192\.168\.7\.1\d\d\/24$/m);
});
