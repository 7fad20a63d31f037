import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { UnsupportedError } from '@netloom/core';
import { installedClient } from '../../dist/dhcp/installed-client.js';

async function withPrograms(
  programs: { readonly [name: string]: string },
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'netloom-path-'));
  try {
    for (const [name, text] of Object.entries(programs)) {
      await writeFile(join(folder, name), `#!/bin/sh\n${text}\n`);
      await chmod(join(folder, name), 0o755);
    }
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('udhcpc comes first, then dhcpcd, then dhclient', async (t) => {
  await withPrograms({ udhcpc: '', dhcpcd: '', dhclient: '' }, async (folder) => {
    t.deepEqual(await installedClient(undefined, folder), { name: 'udhcpc', command: [join(folder, 'udhcpc')] });
    t.is((await installedClient('dhclient', folder)).name, 'dhclient');
  });
  await withPrograms({ dhcpcd: '', dhclient: '' }, async (folder) => {
    t.is((await installedClient(undefined, folder)).name, 'dhcpcd');
  });
});

test('a busybox that has udhcpc will do, one without will not', async (t) => {
  await withPrograms({ busybox: 'echo sh; echo udhcpc; echo vi' }, async (folder) => {
    t.deepEqual(await installedClient(undefined, folder), {
      name: 'udhcpc',
      command: [join(folder, 'busybox'), 'udhcpc'],
    });
  });
  await withPrograms({ busybox: 'echo sh; echo udhcpc6' }, async (folder) => {
    await t.throwsAsync(installedClient('udhcpc', folder), { instanceOf: UnsupportedError });
  });
});

test('without one, the error names the packages', async (t) => {
  await withPrograms({}, async (folder) => {
    const none = await t.throwsAsync(installedClient(undefined, folder), { instanceOf: UnsupportedError });
    for (const name of ['udhcpc', 'dhcpcd-base', 'isc-dhcp-client']) t.true(none.message.includes(name));
    const one = await t.throwsAsync(installedClient('dhclient', folder), { instanceOf: UnsupportedError });
    t.regex(one.message, /dhclient is not installed.*isc-dhcp-client/);
  });
});
