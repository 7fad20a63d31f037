import './sandbox-only.js';
import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import test from 'ava';
import { execa } from 'execa';
import { DriverError } from '@netloom/core';
import { acquireLease } from '../../dist/dhcp/acquire-lease.js';
import { currentLease } from '../../dist/dhcp/current-lease.js';
import type { DhcpClientName } from '../../dist/dhcp/dhcp-client.js';
import { DHCP_CLIENTS } from '../../dist/dhcp/dhcp-client.js';
import { findDhcpClient } from '../../dist/dhcp/find-dhcp-client.js';
import { releaseLease } from '../../dist/dhcp/release-lease.js';
import { apply, DhcpLab, driver, ip, isInstalled, until } from './dhcp-lab.js';
import type { Uplink } from './dhcp-lab.js';

const signal = new AbortController().signal;

/** The test where its programs are, and a skipped one, with the reason in its name, where they are not. */
function needing(client: DhcpClientName): readonly [run: typeof test | typeof test.skip, reason: string] {
  const missing = ['dnsmasq', client].filter((program) => !isInstalled(program));
  return missing.length === 0 ? [test, ''] : [test.skip, ` (skipped: not installed: ${missing.join(', ')})`];
}

async function has(namespace: string, ...what: string[]): Promise<string> {
  return ip('-n', namespace, ...what);
}

for (const client of DHCP_CLIENTS) {
  const [run, reason] = needing(client);

  for (const uplink of ['veth', 'macvlan'] satisfies Uplink[]) {
    run(`${client} acquires a lease over ${uplink}, netloom applies it, and it is given back${reason}`, async (t) => {
      await using lab = await DhcpLab.open(uplink);
      await lab.serve('--dhcp-option=3,10.77.0.1', '--dhcp-option=6,10.77.0.1,10.77.0.2', '--dhcp-option=26,1400');
      const resolvConf = await readFile('/etc/resolv.conf', 'utf8');
      const { client: namespace, directory } = lab;

      const acquired = await acquireLease({ driver, namespace, link: 'eth0', client, signal, directory });

      const { lease, handle } = acquired;
      t.regex(lease.address, /^10\.77\.0\.[5-9][0-9]\/24$/);
      t.like(lease, { namespace, link: 'eth0', gateway: '10.77.0.1', dns: ['10.77.0.1', '10.77.0.2'], mtu: 1400 });
      const leftMs = Date.parse(lease.expiresAt) - Date.now();
      t.true(leftMs > 100_000 && leftMs <= 121_000, `the lease of two minutes ends in ${leftMs} ms`);
      t.is(handle.client, client);
      t.is((await stat(directory)).mode & 0o777, 0o700);
      t.is((await lab.leases()).length, 1);

      t.notRegex(await has(namespace, '-4', 'address', 'show'), /10\.77/, 'the client itself sets nothing');
      t.is(await has(namespace, '-4', 'route', 'show'), '');

      await apply(acquired.operations);
      t.true((await has(namespace, '-4', 'address', 'show')).includes(`inet ${lease.address} brd 10.77.0.255`));
      t.regex(await has(namespace, 'route', 'show'), /^default via 10\.77\.0\.1 dev eth0 proto dhcp metric 1024/m);
      t.regex(await has(namespace, 'link', 'show', 'dev', 'eth0'), /mtu 1400/);
      await t.notThrowsAsync(execa('ip', ['netns', 'exec', namespace, 'ping', '-c1', '-W2', '10.77.0.1']));
      t.is(await ip('route', 'show', 'default'), '', 'the host has no default route of it');
      t.is(await readFile('/etc/resolv.conf', 'utf8'), resolvConf);

      await releaseLease(handle, { driver });
      await until('the release', async () => (await lab.leases()).length === 0);
      t.deepEqual(await lab.processes(), []);
      t.false(existsSync(directory));
      t.is(await readFile('/etc/resolv.conf', 'utf8'), resolvConf);
    });
  }

  run(`${client}: a lease whose address never came to the link is given back too${reason}`, async (t) => {
    await using lab = await DhcpLab.open();
    await lab.serve();
    const { client: namespace, directory } = lab;
    const { handle } = await acquireLease({ driver, namespace, link: 'eth0', client, signal, directory });
    t.is((await lab.leases()).length, 1);

    await releaseLease(handle, { driver });
    await until('the release', async () => (await lab.leases()).length === 0);
    t.is(await has(namespace, '-4', 'address', 'show', 'dev', 'eth0'), '');
  });

  run(`${client}: no answer is an error within the time, and nothing stays${reason}`, async (t) => {
    await using lab = await DhcpLab.open();
    const { client: namespace, directory } = lab;
    const begun = performance.now();
    const error = await t.throwsAsync(
      acquireLease({ driver, namespace, link: 'eth0', client, signal, directory, timeoutMs: 700 }),
      { instanceOf: DriverError },
    );
    t.regex(error.message, /^no DHCP server answered within 700 ms/);
    const tookMs = performance.now() - begun;
    t.true(tookMs < 3000, `${tookMs} ms`);
    t.deepEqual(await lab.processes(), []);
    t.false(existsSync(directory));
  });

  run(`${client}: an abort ends the wait with the signal's reason, and nothing stays${reason}`, async (t) => {
    await using lab = await DhcpLab.open();
    const { client: namespace, directory } = lab;
    const abort = new AbortController();
    const why = new Error('changed my mind');
    const acquiring = acquireLease({ driver, namespace, link: 'eth0', client, signal: abort.signal, directory });
    await until('the client', () => existsSync(`${directory}/process`));
    abort.abort(why);
    t.is(await t.throwsAsync(acquiring), why);
    t.deepEqual(await lab.processes(), []);
    t.false(existsSync(directory));
  });

  for (const [what, first] of [
    ['other options', 50],
    ['another address', 200],
  ] as const) {
    run(`${client}: a renewal with ${what} is applied by the script${reason}`, async (t) => {
      await using lab = await DhcpLab.open();
      const { client: namespace, directory } = lab;
      // It is to renew after three seconds; the shortest lease of dnsmasq is two minutes.
      await lab.serve('--dhcp-option=3,10.77.0.1', '--dhcp-option=58,3s', '--dhcp-option=59,8s');
      const options = { driver, namespace, link: 'eth0', client, signal, directory };
      const { handle, operations, lease } = await acquireLease(options);
      await apply(operations);
      await lab.stopServing();
      await lab.serveFrom(first, '--dhcp-option=3,10.77.0.2', '--dhcp-option=26,1300');
      // udhcpc has its own mind of when to renew, and a signal for it.
      if (client === 'udhcpc') process.kill(handle.pid, 'SIGUSR1');

      await until('the new route', async () =>
        (await has(namespace, 'route', 'show')).includes('default via 10.77.0.2'),
      );
      t.regex(await has(namespace, 'link', 'show', 'dev', 'eth0'), /mtu 1300/);
      t.notRegex(await has(namespace, 'route', 'show'), /default via 10\.77\.0\.1 /);
      const current = await currentLease(handle);
      t.like(current?.lease, { gateway: '10.77.0.2', mtu: 1300 });
      t.is(current?.lease.address === lease.address, first === 50);
      const addresses = (await has(namespace, '-4', '-o', 'address', 'show', 'dev', 'eth0')).match(/[0-9.]+\/24/g);
      t.deepEqual(addresses, [current?.lease.address]);

      await releaseLease(handle, { driver });
      t.is(await has(namespace, '-4', 'address', 'show', 'dev', 'eth0'), '', 'what the script has set, it takes away');
      t.is(await has(namespace, '-4', 'route', 'show'), '');
    });
  }

  run(`${client} is forced to end where it does not obey, and what it started ends with it${reason}`, async (t) => {
    await using lab = await DhcpLab.open();
    await lab.serve();
    const { client: namespace, directory } = lab;
    const { handle, operations } = await acquireLease({ driver, namespace, link: 'eth0', client, signal, directory });
    await apply(operations);
    process.kill(handle.pid, 'SIGSTOP');
    await releaseLease(handle, { driver, timeoutMs: 200 });
    await until('the end of all', async () => (await lab.processes()).length === 0);
    t.false(existsSync(directory));
  });

  run(`${client} outlives the process that started it, which another can end${reason}`, async (t) => {
    await using lab = await DhcpLab.open();
    await lab.serve();
    const { client: namespace, directory } = lab;
    const starter = `
      import { acquireLease } from ${JSON.stringify(new URL('../../dist/dhcp/acquire-lease.js', import.meta.url).href)};
      import { driver } from ${JSON.stringify(new URL('dhcp-lab.js', import.meta.url).href)};
      const [namespace, client, directory] = process.argv.slice(1);
      await acquireLease({ driver, namespace, link: 'eth0', client, directory, signal: new AbortController().signal });
      if (client === 'udhcpc') process.kill(process.pid, 'SIGKILL');`;
    await execa(process.execPath, ['--input-type=module', '-e', starter, namespace, client, directory], {
      reject: false,
    });

    const handle = await findDhcpClient(directory);
    t.truthy(handle);
    t.true((await lab.processes()).includes(handle?.pid ?? 0));
    if (handle !== undefined) await releaseLease(handle, { driver });
    t.deepEqual(await lab.processes(), []);
    await until('the release', async () => (await lab.leases()).length === 0);
  });
}

const [run, reason] = needing('udhcpc');

run(`a reused pid is never signalled${reason}`, async (t) => {
  await using lab = await DhcpLab.open();
  const { client: namespace, directory } = lab;
  const bystander = execa('sleep', ['60'], { reject: false });
  await mkdir(directory);
  const pid = bystander.pid ?? 0;
  await releaseLease({ client: 'udhcpc', pid, startTime: '1', namespace, link: 'eth0', directory }, { driver });
  await delay(50);
  t.is(bystander.exitCode ?? undefined, undefined);
  t.true(existsSync(`/proc/${pid}`));
  bystander.kill();
  t.is((await bystander).signal, 'SIGTERM');
});

run(`an abort before the client runs leaves none either${reason}`, async (t) => {
  await using lab = await DhcpLab.open();
  const { client: namespace, directory } = lab;
  for (const afterMs of [0, 2, 5, 10, 20]) {
    const abort = new AbortController();
    const acquiring = acquireLease({ driver, namespace, link: 'eth0', signal: abort.signal, directory });
    const why = new Error('changed my mind');
    setTimeout(() => abort.abort(why), afterMs);
    t.is(await t.throwsAsync(acquiring), why);
    t.false(existsSync(directory));
  }
  await delay(300);
  t.deepEqual(await lab.processes(), []);
  t.false(existsSync(directory));
});

run(`a folder that others can reach is refused, and left alone${reason}`, async (t) => {
  await using lab = await DhcpLab.open();
  const { client: namespace, directory } = lab;
  await mkdir(directory, { mode: 0o755 });
  await t.throwsAsync(acquireLease({ driver, namespace, link: 'eth0', signal, directory }), {
    instanceOf: DriverError,
    message: /this user alone/,
  });
  t.true(existsSync(directory));
  t.deepEqual(await lab.processes(), []);
});

run(`routes of a server are applied, and routers ignored then (RFC 3442)${reason}`, async (t) => {
  await using lab = await DhcpLab.open();
  const { client: namespace, directory } = lab;
  await lab.serve('--dhcp-option=3,10.77.0.1', '--dhcp-option=121,10.9.0.0/16,10.77.0.3,192.0.2.0/24,0.0.0.0');
  const { operations, handle, lease } = await acquireLease({ driver, namespace, link: 'eth0', signal, directory });
  await apply(operations);
  const routes = await has(namespace, '-4', 'route', 'show');
  t.regex(routes, /^10\.9\.0\.0\/16 via 10\.77\.0\.3 dev eth0/m);
  t.regex(routes, /^192\.0\.2\.0\/24 dev eth0 proto dhcp scope link/m);
  t.notRegex(routes, /^default/m);
  t.is(lease.gateway, undefined);
  await releaseLease(handle, { driver });
});

run(`a link that is not there is an error that says so${reason}`, async (t) => {
  await using lab = await DhcpLab.open();
  const { client: namespace, directory } = lab;
  const error = await t.throwsAsync(acquireLease({ driver, namespace, link: 'eth7', signal, directory }));
  t.regex(error.message, /^the DHCP client gave up \(.*No such device/);
  t.false(existsSync(directory));
});

run(`the script runs where its folder is mounted noexec, as /run is in Debian${reason}`, async (t) => {
  await using lab = await DhcpLab.open();
  const { client: namespace, directory } = lab;
  await lab.serve();
  await mkdir(directory, { mode: 0o700 });
  await execa('mount', ['-t', 'tmpfs', '-o', 'noexec', 'tmpfs', directory]);
  try {
    await writeFile(`${directory}/probe`, '#!/bin/sh\n', { mode: 0o700 });
    await t.throwsAsync(execa(`${directory}/probe`), { code: 'EACCES' });
    const inside = `${directory}/client`;
    const { handle } = await acquireLease({ driver, namespace, link: 'eth0', signal, directory: inside });
    await releaseLease(handle, { driver });
    t.false(existsSync(inside));
  } finally {
    await execa('umount', [directory]);
  }
});
