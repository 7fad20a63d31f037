import './sandbox-only.js';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import test from 'ava';
import { ipJson, run } from './support/ip.js';
import { withLab } from './support/lab.js';

test('a namespace is one that ip knows, and the other way round', (t) =>
  withLab(t, ['blue'], async ({ driver, done }) => {
    t.deepEqual(
      ipJson('netns', 'list').map(({ name }) => name),
      ['blue'],
    );
    t.regex(run('ip', '-n', 'blue', '-o', 'link'), /^1: lo:/);
    run('ip', 'netns', 'add', 'green');
    t.deepEqual(await driver.namespaces?.(), ['blue', 'green']);
    await done({ op: 'namespace.delete', namespace: 'green' });
    t.deepEqual(await driver.namespaces?.(), ['blue']);
    run('ip', 'netns', 'delete', 'blue');
    t.deepEqual(await driver.namespaces?.(), []);
    t.deepEqual(await driver.read({ namespaces: ['blue'] }), { namespaces: [] });
  }));

test('the identity in the outcome is the one that is read, and another for another namespace of the name', (t) =>
  withLab(t, [], async ({ done, state }) => {
    const [first] = await done({ op: 'namespace.add', namespace: 'blue' });
    const { identity } = await state('blue');
    t.deepEqual(first, { status: 'done', identity });
    t.is(identity.inode, statSync('/run/netns/blue').ino);
    t.regex(identity.cookie ?? '', /^[1-9][0-9]*$/);
    await done({ op: 'namespace.delete', namespace: 'blue' }, { op: 'namespace.add', namespace: 'blue' });
    t.not((await state('blue')).identity.cookie, identity.cookie);
  }));

test('a name that exists and one that does not', (t) =>
  withLab(t, ['blue'], async ({ apply }) => {
    const [again, , never] = [
      ...(await apply({ op: 'namespace.add', namespace: 'blue' }, { op: 'namespace.add', namespace: 'red' })),
      ...(await apply({ op: 'namespace.delete', namespace: 'red' })),
    ];
    t.like(again, { status: 'failed', errno: 'EEXIST', command: 'ip netns add blue' });
    t.like(never, { status: 'failed', errno: 'ENOENT' });
  }));

test('a plain file that a crash left behind is no namespace', (t) =>
  withLab(t, ['blue'], async ({ driver, apply, done }) => {
    writeFileSync('/run/netns/left', '');
    t.deepEqual(await driver.namespaces?.(), ['blue']);
    t.deepEqual((await driver.read({ namespaces: ['left'] })).namespaces, []);
    t.like((await apply({ op: 'namespace.add', namespace: 'left' }))[0], { status: 'failed', errno: 'EEXIST' });
    await done({ op: 'namespace.delete', namespace: 'left' });
    t.false(existsSync('/run/netns/left'));
  }));

test('the directory of the names is made again where somebody took it away', (t) =>
  withLab(t, ['blue'], async ({ driver, done }) => {
    await done({ op: 'namespace.delete', namespace: 'blue' });
    run('sh', '-c', 'umount -l /run/netns && rmdir /run/netns');
    t.deepEqual(await driver.namespaces?.(), []);
    await done({ op: 'namespace.add', namespace: 'blue' });
    t.regex(run('ip', '-n', 'blue', '-o', 'link'), /^1: lo:/);
    t.regex(run('findmnt', '-n', '-o', 'PROPAGATION', '/run/netns'), /^shared/);
  }));

for (const name of ['', '.', '..', '../../etc/x', 'a/b', 'a\0b', 'x'.repeat(256)]) {
  test(`the name ${JSON.stringify(name.slice(0, 20))} reaches no path`, (t) =>
    withLab(t, [], async ({ apply }) => {
      const [outcome] = await apply({ op: 'namespace.add', namespace: name });
      t.like(outcome, { status: 'failed', errno: 'EINVAL' });
      t.like((await apply({ op: 'namespace.delete', namespace: name }))[0], { status: 'failed', errno: 'EINVAL' });
    }));
}

test('many may be read at once, and Node warns of no leak', (t) =>
  withLab(t, ['blue'], async ({ driver }) => {
    const warnings: Error[] = [];
    const hear = (warning: Error): unknown => warnings.push(warning);
    process.on('warning', hear);
    await Promise.all(Array.from({ length: 50 }, () => driver.read({ namespaces: ['blue'] })));
    process.off('warning', hear);
    t.deepEqual(warnings, []);
  }));
