import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { createNet } from '@netloom/core';
import { Guard } from '../../dist/transaction/guard/guard.js';
import { JOURNAL } from '../../dist/di/tokens.js';
import { mockDriver } from '@netloom/testing';

const GUARDED = fileURLToPath(new URL('support/guarded.js', import.meta.url));
const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

function folder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'netloom-guard-'));
  t.teardown(async () => {
    // The program of a guard may be at work in it still.
    for (let turn = 0; turn < 50 && existsSync(path); turn++) {
      await rm(path, { recursive: true, force: true }).catch(async () => delay(100));
    }
  });
  return path;
}

/** What the program of the guard was, once the guarded process is dead. */
async function programOf(mark: string): Promise<string> {
  for (let turn = 0; turn < 400 && (!existsSync(mark) || readFileSync(mark, 'utf8') === ''); turn++) await delay(50);
  return readFileSync(mark, 'utf8');
}

test('a guard ends what a dead process left, wherever the package is installed', async (t) => {
  t.timeout(60_000, 'two processes start, one after the other');
  const root = folder(t);
  const installed = join(root, 'a folder, 100%25 mine', 'dist');
  cpSync(DIST, installed, { recursive: true });
  // What the package stands on is found from there as from here.
  symlinkSync(fileURLToPath(new URL('../../../../node_modules', import.meta.url)), join(root, 'node_modules'));
  cpSync(join(DIST, '..', 'package.json'), join(installed, '..', 'package.json'));
  const start = pathToFileURL(join(installed, 'transaction', 'guard', 'start-guard.js')).href;
  const mark = join(root, 'mark');
  await promisify(execFile)(process.execPath, [GUARDED, start, join(root, 'journal'), mark]);
  t.is(await programOf(mark), join(installed, 'transaction', 'guard', 'guard-entry.js'));
});

test('the program of a bundled application may be named from where the process is', async (t) => {
  t.timeout(60_000, 'two processes start, one after the other');
  const root = folder(t);
  const start = pathToFileURL(join(DIST, 'transaction', 'guard', 'start-guard.js')).href;
  const mark = join(root, 'mark');
  const entry = join('dist', 'transaction', 'guard', 'guard-entry.js');
  await promisify(execFile)(process.execPath, [GUARDED, start, join(root, 'journal'), mark, entry], {
    cwd: join(DIST, '..'),
  });
  t.is(await programOf(mark), join(DIST, 'transaction', 'guard', 'guard-entry.js'));
});

test('a journal that is named from where the process is stays there for whoever is elsewhere', async (t) => {
  const name = `journal-of-${process.pid}`;
  t.teardown(() => rmSync(name, { recursive: true, force: true }));
  await using net = createNet({ driver: mockDriver(), journal: name });
  await net.host().bridge('br0').commit();
  t.is(net.container.resolve(JOURNAL).folder, join(process.cwd(), name));
});

test.serial('without timeout(1) there is no guard, and it is said', async (t) => {
  const bare = folder(t);
  mkdirSync(join(bare, 'bin'));
  const path = process.env['PATH'] ?? '';
  const sh = path.split(delimiter).find((each) => existsSync(join(each, 'sh'))) ?? '/bin';
  symlinkSync(join(sh, 'sh'), join(bare, 'bin', 'sh'));
  process.env['PATH'] = join(bare, 'bin');
  t.teardown(() => (process.env['PATH'] = path));
  const task = { journal: bare, driver: { module: '', export: '', options: {} } };
  await t.throwsAsync(Guard.start(task, 1000, '/nowhere'), {
    code: 'NETLOOM_ERR_UNSUPPORTED',
    message: /timeout\(1\) is not installed/,
  });
});

test('a guard of all commits that somebody killed is started again by the next', async (t) => {
  t.timeout(60_000, 'two guards are started');
  const journal = folder(t);
  const revive = { module: new URL('support/marking.js', import.meta.url).href, export: 'marking', options: {} };
  const guards = (): number[] =>
    readdirSync('/proc').flatMap((pid) => {
      const isGuard = /^\d+$/.test(pid) && commandOf(pid).includes(`"journal":"${journal}"`);
      return isGuard && commandOf(pid).startsWith('sh') ? Number(pid) : [];
    });
  await using net = createNet({ driver: Object.assign(mockDriver(), { revive }), journal, guard: true });
  await net.host().bridge('br0').commit();
  const [first = 0, ...others] = guards();
  t.deepEqual(others, []);
  await net.host().bridge('br1').commit();
  t.deepEqual(guards(), [first]);
  process.kill(first, 'SIGKILL');
  // As soon as this process has been told of it.
  for (let turn = 0; turn < 100 && existsSync(`/proc/${first}`); turn++) await delay(20);
  await net.host().bridge('br2').commit();
  const [second = 0] = guards();
  t.true(second > 0 && second !== first);
  await net.close();
  for (let turn = 0; turn < 100 && guards().length > 0; turn++) await delay(20);
  t.deepEqual(guards(), []);
});

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // It has ended since it was listed.
    return '';
  }
}
