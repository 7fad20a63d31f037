import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import * as fc from 'fast-check';
import { execa } from 'execa';
import { parseLeaseReport } from '../../dist/dhcp/lease-report.js';
import { REPORT_SCRIPT } from '../../dist/dhcp/report-script.js';

/** The script in a folder of its own, with an `ip` that only writes down how it is called, an argument in brackets each. */
class ScriptLab {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async open(): Promise<ScriptLab> {
    const folder = await mkdtemp(join(tmpdir(), 'netloom-script-'));
    await writeFile(join(folder, 'report'), REPORT_SCRIPT);
    await writeFile(join(folder, 'ip'), '#!/bin/sh\n{ printf "[%s]" "$@"; echo; } >>"${0%/*}/calls"\n');
    await chmod(join(folder, 'ip'), 0o755);
    return new ScriptLab(folder);
  }

  async event(args: readonly string[], env: { readonly [name: string]: string }): Promise<number | undefined> {
    const PATH = `${this.folder}:/usr/bin:/bin`;
    const result = await execa('/bin/sh', [join(this.folder, 'report'), ...args], {
      env: { PATH, interface: 'eth0', ...env },
      extendEnv: false,
      reject: false,
    });
    return result.exitCode;
  }

  async read(name: string): Promise<string> {
    return readFile(join(this.folder, name), 'utf8').catch(() => '');
  }

  async calls(): Promise<readonly string[]> {
    const calls = (await this.read('calls')).split('\n').filter(Boolean);
    await writeFile(join(this.folder, 'calls'), '');
    return calls;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}

const UDHCPC = {
  ip: '10.0.0.5',
  subnet: '255.255.255.0',
  router: '10.0.0.1',
  dns: '10.0.0.1',
  mtu: '1400',
  lease: '60',
};
const DHCLIENT = {
  reason: 'BOUND',
  new_ip_address: '10.0.0.5',
  new_subnet_mask: '255.255.255.0',
  new_routers: '10.0.0.1',
  new_domain_name_servers: '10.0.0.1',
  new_interface_mtu: '1400',
  new_dhcp_lease_time: '60',
};

for (const [client, args, env] of [
  ['udhcpc', ['bound'], UDHCPC],
  ['dhclient and dhcpcd', [], DHCLIENT],
] as const) {
  test(`the first lease is reported and nothing is set: ${client}`, async (t) => {
    await using lab = await ScriptLab.open();
    t.is(await lab.event(args, env), 0);
    const { expiresAt, ...rest } = parseLeaseReport(await lab.read('first.json'));
    t.deepEqual(rest, {
      address: '10.0.0.5',
      prefixLength: 24,
      gateway: '10.0.0.1',
      dns: ['10.0.0.1'],
      mtu: 1400,
      routes: [{ destination: '0.0.0.0/0', via: '10.0.0.1' }],
    });
    const leftMs = expiresAt.getTime() - Date.now();
    t.true(leftMs > 50_000 && leftMs <= 61_000);
    t.is(await lab.read('first.json'), await lab.read('lease.json'));
    t.deepEqual(await lab.calls(), []);
  });
}

test('a renewal with the same values sets nothing', async (t) => {
  await using lab = await ScriptLab.open();
  await lab.event(['bound'], UDHCPC);
  await lab.event(['renew'], { ...UDHCPC, lease: '90' });
  t.deepEqual(await lab.calls(), []);
  t.regex(await lab.read('lease.json'), /"seconds":"90"/);
  t.regex(await lab.read('first.json'), /"seconds":"60"/);
});

test('a renewal with other values takes the old ones away and sets the new', async (t) => {
  await using lab = await ScriptLab.open();
  await lab.event(['bound'], UDHCPC);
  await lab.event(['renew'], { ...UDHCPC, ip: '10.0.0.6', router: '10.0.0.2', mtu: '1300' });
  t.deepEqual(await lab.calls(), [
    '[-4][route][delete][0.0.0.0/0][via][10.0.0.1][dev][eth0][proto][dhcp][metric][1024]',
    '[-4][address][delete][10.0.0.5/255.255.255.0][dev][eth0]',
    '[-4][address][add][10.0.0.6/255.255.255.0][broadcast][+][dev][eth0]',
    '[link][set][dev][eth0][mtu][1300]',
    '[-4][route][append][0.0.0.0/0][via][10.0.0.2][dev][eth0][proto][dhcp][metric][1024]',
  ]);
});

test('a lost lease is taken away, once, and one that comes back is set', async (t) => {
  await using lab = await ScriptLab.open();
  await lab.event(['deconfig'], {});
  t.deepEqual(await lab.calls(), [], 'there was none yet');
  await lab.event(['bound'], UDHCPC);
  await lab.event(['deconfig'], {});
  t.deepEqual(await lab.calls(), [
    '[-4][route][delete][0.0.0.0/0][via][10.0.0.1][dev][eth0][proto][dhcp][metric][1024]',
    '[-4][address][delete][10.0.0.5/255.255.255.0][dev][eth0]',
  ]);
  t.is(await lab.read('lease.json'), '');
  await lab.event(['deconfig'], {});
  t.deepEqual(await lab.calls(), []);
  await lab.event(['bound'], UDHCPC);
  t.is((await lab.calls())[0], '[-4][address][add][10.0.0.5/255.255.255.0][broadcast][+][dev][eth0]');
});

test('the octets of RFC 3442 that dhclient gives become routes', async (t) => {
  await using lab = await ScriptLab.open();
  const octets = '16 10 9 10 77 0 3 25 192 0 2 128 10 77 0 4 0 10 77 0 1 32 10 1 2 3 0 0 0 0';
  await lab.event([], { ...DHCLIENT, new_rfc3442_classless_static_routes: octets });
  t.deepEqual(parseLeaseReport(await lab.read('first.json')).routes, [
    { destination: '10.9.0.0/16', via: '10.77.0.3' },
    { destination: '192.0.2.128/25', via: '10.77.0.4' },
    { destination: '0.0.0.0/0', via: '10.77.0.1' },
    { destination: '10.1.2.3/32' },
  ]);
});

test('octets that end early or make no sense give no route, and no error', async (t) => {
  for (const octets of [
    '33 10 9 8 7 6 10 77 0 3',
    '32 10 9 8 7',
    '08 1 2 3 4 5',
    '24 10 9',
    '99999999999999999999 1 2 3 4',
    '4 4 4 4 4',
  ]) {
    await using lab = await ScriptLab.open();
    t.is(await lab.event([], { ...DHCLIENT, new_rfc3442_classless_static_routes: octets }), 0, octets);
    const { routes } = parseLeaseReport(await lab.read('first.json'));
    t.deepEqual(routes, [{ destination: '0.0.0.0/0', via: '10.0.0.1' }], octets);
  }
});

test('a lease on file is refused where no server answers', async (t) => {
  await using lab = await ScriptLab.open();
  t.is(await lab.event([], { ...DHCLIENT, reason: 'TIMEOUT' }), 1);
  t.is(await lab.read('first.json'), '');
});

test('an MTU as small as 576 is not set', async (t) => {
  await using lab = await ScriptLab.open();
  await lab.event(['bound'], UDHCPC);
  for (const mtu of ['68', '576', '0', '57', '1.5']) await lab.event(['renew'], { ...UDHCPC, mtu });
  t.deepEqual(
    (await lab.calls()).filter((call) => call.includes('mtu')),
    [],
  );
  await lab.event(['renew'], { ...UDHCPC, mtu: '577' });
  t.true((await lab.calls()).includes('[link][set][dev][eth0][mtu][577]'));
});

test('nothing that a hostile server sends reaches ip or breaks the report', async (t) => {
  const hostile = fc.oneof(
    fc.constantFrom(
      '$(touch pwned)',
      '`id`',
      '; reboot',
      '-f x',
      '"',
      '\\',
      '10.0.0.1"',
      '10.0.0.1\n10.0.0.2',
      '* ?',
      '${PATH}',
      '%s%n',
    ),
    fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => !text.includes('\0')),
  );
  const values = fc.record({
    ip: hostile,
    subnet: hostile,
    router: hostile,
    dns: hostile,
    mtu: hostile,
    lease: hostile,
  });
  await fc.assert(
    fc.asyncProperty(values, fc.record({ staticroutes: hostile }), async (env, { staticroutes }) => {
      await using lab = await ScriptLab.open();
      t.is(await lab.event(['bound'], { ...UDHCPC, staticroutes }), 0);
      t.is(await lab.event(['renew'], { ...env, staticroutes }), 0);
      const texts = Object.values(JSON.parse(await lab.read('lease.json')) as Record<string, string>);
      t.true(texts.every((text) => /^[0-9./ ]*$/.test(text)));
      for (const call of await lab.calls()) t.regex(call, /^(?:\[(?:-4|[a-z]+|\+|eth0|[0-9./]*)\])+$/);
      await t.throwsAsync(readFile(join(lab.folder, 'pwned')));
    }),
    { numRuns: 40 },
  );
});
