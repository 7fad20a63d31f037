import './sandbox-only.js';
import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import test from 'ava';
import { createNet, type Commit } from '@netloom/core';
import { DRIVERS } from './support/drivers.js';
import { bare } from './support/scene.js';
import { shell } from './support/shell.js';

const RECORDS = '/run/netloom/tx';

/** Leaves a commit as an undo does that is cut off right away. */
function cutOff({ id }: Commit): void {
  renameSync(`${RECORDS}/${id}.done`, `${RECORDS}/${id}.undoing`);
}

for (const { name, open } of DRIVERS) {
  test.serial(`${name}: an undo that was killed while it made a namespace again is ended`, async (t) => {
    t.teardown(bare);
    bare();
    shell('ip netns add doomed; ip -n doomed link add br0 type bridge');
    await using net = createNet({ driver: open() });
    cutOff(await net.host().deleteNamespace('doomed').namespace('doomed').veth('eth0', { peer: 'd0' }).commit());
    // As far as it came: the new one is gone, and the old one's file is there, with nothing mounted on it yet.
    shell('ip link delete d0; ip netns delete doomed; touch /run/netns/doomed');
    const [record] = await net.recover();
    t.is(record?.state, 'rolled-back');
    const { links } = await net.inspect('doomed');
    t.deepEqual(links.map((link) => link.name).toSorted(), ['br0', 'lo']);
    t.deepEqual(readdirSync(RECORDS), []);
  });

  test.serial(`${name}: of an undo that was killed while it removed a namespace no file is left`, async (t) => {
    t.teardown(bare);
    bare();
    await using net = createNet({ driver: open() });
    cutOff(await net.namespace('pod').veth('eth0', { peer: 'pod0' }).commit());
    shell('ip link delete pod0; umount /run/netns/pod');
    await net.recover();
    t.false(existsSync('/run/netns/pod'));
    t.deepEqual(readdirSync(RECORDS), []);
  });

  test.serial(`${name}: of a commit that was killed while it destroyed a namespace no file is left`, async (t) => {
    t.teardown(bare);
    bare();
    shell('ip netns add doomed');
    await using net = createNet({ driver: open() });
    const { id } = await net.host().deleteNamespace('doomed').commit();
    const record = readFileSync(`${RECORDS}/${id}.done`, 'utf8');
    const [, aside = ''] = /"op":"namespace.delete","namespace":"(?<aside>[^"]+)"/.exec(record) ?? [];
    t.not(aside, 'doomed');
    renameSync(`${RECORDS}/${id}.done`, `${RECORDS}/${id}.committed`);
    shell(`touch /run/netns/${aside}`);
    await net.recover();
    t.deepEqual(readdirSync('/run/netns'), []);
    t.like((await net.commits())[0], { id, state: 'committed' });
    await net.forget(id);
  });

  test.serial(
    `${name}: a file of that name which was there before is left alone, and said to be in the way`,
    async (t) => {
      t.teardown(bare);
      bare();
      shell('mkdir -p /run/netns; touch -d "1 hour ago" /run/netns/pod');
      t.teardown(() => shell('rm -f /run/netns/pod'));
      await using net = createNet({ driver: open() });
      await t.throwsAsync(net.namespace('pod').commit(), { message: /EEXIST|File exists/ });
      t.true(existsSync('/run/netns/pod'));
    },
  );
}
