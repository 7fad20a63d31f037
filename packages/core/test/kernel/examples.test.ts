import './sandbox-only.js';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { execa } from 'execa';
import { ip, isInstalled } from './dhcp-lab.js';

const EXAMPLES = fileURLToPath(new URL('../../../../examples/dist/', import.meta.url));

const hasDhcp = isInstalled('dnsmasq') && ['udhcpc', 'dhcpcd', 'dhclient'].some(isInstalled);

/** What `ip` shows of the sandbox's host: its links and the named namespaces. */
async function whatIsThere(): Promise<readonly string[]> {
  return [await ip('-o', '-br', 'link'), await ip('-o', 'address'), await ip('netns', 'list')];
}

/** Programs by their file and arguments, with what their output must have, in this order. */
const PROGRAMS: readonly (readonly [program: readonly [file: string, ...args: string[]], output: readonly RegExp[]])[] =
  [
    [
      ['01-veth-and-namespace.js'],
      [
        /add veth veth0-ct, peer veth0-host in the host/,
        /ip -n netns01 route add default via 10\.10\.10\.10/,
        /veth0-ct\S* +UP +10\.10\.10\.11\/24/,
        /namespaces left: \[\]/,
      ],
    ],
    [
      ['02-macvlan.js'],
      hasDhcp
        ? [
            /macvlan0 leased 192\.168\.7\.1\d\d\/24, gateway 192\.168\.7\.1/,
            /stands on eth0, mode bridge/,
            /192\.168\.7\.1\d\d\/24/,
          ]
        : [/stands on eth0, mode bridge/, /192\.168\.7\.20\/24/],
    ],
    [
      ['03-rollback.js'],
      [
        /#2 .*at most 15 bytes/,
        /undoing: namespace\.delete/,
        /failed: Nexthop has invalid gateway \[ENETUNREACH\]/,
        /the check ping 10\.2\.0\.99 in namespace "bank" failed/,
        /namespaces left: \[\]\nlinks left: 0/,
      ],
    ],
    [['04-plugin.js'], [/eth0 has an MTU of 1420/, /refused: NETLOOM_ERR_VALIDATION/, /namespaces are kept here/]],
    [
      ['07-http-in-a-namespace.js'],
      [/^10\.7\.0\.2 asked 10\.7\.0\.1 for \/hello$/m, /^from the main thread, .*: fetch failed$/m],
    ],
    [
      ['08-confirm-and-recover.js'],
      [/undone: unconfirmed/, /too late: true/, /web is committed/, /undone: \d+ operations/, /namespaces left: \[\]/],
    ],
    [
      ['readme/errors.js'],
      [
        /op: 'route\.add',\n +namespace: 'web'/,
        /ENETUNREACH Nexthop has invalid gateway\nip -n web route add .*\ntrue/,
      ],
    ],
    [['readme/plugins.js'], [/^add namespace "web" \d/m, /^add veth eth0/m]],
    ...(hasDhcp
      ? [
          [
            ['readme/on-lan.js', './first-screen.js'],
            [/CommitError: the check ping 10\.10\.10\.99 .* failed/, /^macvlan0 has 192\.168\.7\.1\d\d\/24$/m],
          ] as const,
        ]
      : []),
    ...['netlink', 'iproute2'].map(
      (driver) =>
        [
          ['demo/main.js', '--driver', driver],
          [
            new RegExp(`On the real kernel .*, by the ${driver} driver`),
            /✔ +\d+\.\d\d ms {2}add namespace "netns01"/,
            /committed as \S+ in \d+\.\d\d ms/,
            /macvlan0 +macvlan \(bridge\) +up +192\.168\.7\./,
            /bytes from 10\.10\.10\.10/,
            /bytes from 192\.168\.7\.1/,
            /CommitError: the check ping 10\.20\.20\.99/,
            /rolledBack true/,
            /Nothing\. \d+ links/,
          ],
        ] as const,
    ),
  ];

for (const [[file, ...args], expected] of PROGRAMS) {
  test.serial(`${[file, ...args].join(' ')} does what it says, and leaves nothing`, async (t) => {
    const before = await whatIsThere();
    const { all: stdout } = await execa('node', [EXAMPLES + file, ...args], { all: true, timeout: 60_000 });
    let from = 0;
    for (const pattern of expected) {
      const found = pattern.exec(stdout.slice(from));
      t.truthy(found, `${String(pattern)} is not in, or not behind what should be before it:\n${stdout}`);
      from += (found?.index ?? 0) + (found?.[0].length ?? 0);
    }
    t.deepEqual(await whatIsThere(), before);
  });
}

test.serial(
  'the script that the driver of 05-custom-driver.js writes does what it says, and takes it back',
  async (t) => {
    const before = await whatIsThere();
    const { stdout } = await execa('node', [`${EXAMPLES}05-custom-driver.js`]);
    const [make = '', takeBack = ''] = stdout.split('# and all of it back:\n');
    execFileSync('sh', ['-eu'], { input: make });
    t.regex(await ip('-n', 'web', '-br', 'address'), /eth0\S* +UP +10\.0\.0\.2\/24/);
    t.regex(await ip('-n', 'web', 'route'), /^default via 10\.0\.0\.1/m);
    execFileSync('sh', ['-eu'], { input: takeBack });
    t.deepEqual(await whatIsThere(), before);
  },
);
