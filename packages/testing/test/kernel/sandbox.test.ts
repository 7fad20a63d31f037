import './sandbox-only.js';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { execa, type ExecaError } from 'execa';
import { sandbox, whyNoSandbox } from '@netloom/testing';

const path = (name: string): string => fileURLToPath(new URL(`./sandboxed/${name}.js`, import.meta.url));
/** These tests run in a sandbox, and what they start is to find out for itself. */
const OUTSIDE = { extendEnv: false, env: { PATH: process.env['PATH'], HOME: process.env['HOME'] } } as const;

/** The processes whose command line has a word, wherever they are. */
function processesWith(word: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word);
    } catch {
      return false;
    }
  });
}

async function noneIsLeft(t: ExecutionContext, word: string): Promise<void> {
  for (let turn = 0; turn < 100 && processesWith(word).length > 0; turn += 1) await sleep(20);
  t.deepEqual(processesWith(word), []);
}

test('a command sees itself as root, a network with lo alone, and an empty /run', async (t) => {
  const { stdout } = await sandbox(['sh', '-c', 'id -u; ls /sys/class/net; find /run; ip netns add a && ip netns']);
  t.deepEqual(stdout.split('\n'), ['0', 'lo', '/run', '/run/netns', 'a']);
  t.is(await whyNoSandbox(), undefined);
});

test('what it makes is gone, and so is who it started', async (t) => {
  const word = `31${process.pid}.25`;
  await sandbox(['sh', '-c', `ip link add nl-left type veth; setsid sleep ${word} & setsid sleep ${word} >&- 2>&- &`], {
    stdio: 'ignore',
  });
  t.false((await execa('ip', ['-brief', 'link'])).stdout.includes('nl-left'));
  await noneIsLeft(t, word);
});

/** 126 instead of 127 where a folder of the path cannot be looked into, as root's cannot by others (execvp(3), EACCES). */
async function isUnknown(t: ExecutionContext, ...command: [string, ...string[]]): Promise<void> {
  const { exitCode, stdout } = await sandbox(command, { reject: false });
  t.true(exitCode === 127 || exitCode === 126, String(exitCode));
  t.is(stdout, '');
}

test('input, output, environment and status pass', async (t) => {
  const { stdout, stderr } = await sandbox(['sh', '-c', 'cat; echo "$WORD" >&2'], { input: 'in', env: { WORD: 'w' } });
  t.deepEqual([stdout, stderr], ['in', 'w']);
  const failed = await t.throwsAsync<ExecaError>(sandbox(['sh', '-c', 'exit 3']));
  t.is(failed?.exitCode, 3);
  const killed = await sandbox(['sh', '-c', 'kill -TERM $$'], { reject: false });
  t.is(killed.exitCode, 128 + 15);
  const { exitCode, stdout: said } = await sandbox(path('why-not'), { env: { NODE_OPTIONS: '' } });
  t.deepEqual([exitCode, said], [0, 'nothing']);
  await isUnknown(t, 'no-such-command');
});

test('no shell reads its arguments', async (t) => {
  const words = ['$(id)', '; id', '-c', "'", 'a b', '*'];
  t.deepEqual((await sandbox(['printf', '%s\n', ...words])).stdout.split('\n'), words);
  t.is((await sandbox(['/bin/echo', 'a\\tb'])).stdout, (await sandbox(['echo', 'a\\tb'])).stdout);
  await isUnknown(t, 'eval', 'echo evaluated');
  await isUnknown(t, '--help');
});

test('a path is that of a file, whatever it begins with, and a command has a word', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'netloom-sandbox-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, '--version'), 'console.log("the file")');
  t.is((await sandbox('--version', { cwd: folder })).stdout, 'the file');
  // @ts-expect-error there is none
  await t.throwsAsync(sandbox([]), { instanceOf: TypeError, message: /name of a program/ });
});

test('one that is cancelled ends at once, with all that it started', async (t) => {
  const word = `32${process.pid}.25`;
  const begun = performance.now();
  const { isCanceled } = await sandbox(['sh', '-c', `sleep ${word}; sleep ${word}`], {
    cancelSignal: AbortSignal.timeout(300),
    reject: false,
  });
  t.true(isCanceled);
  t.true(performance.now() - begun < 4000);
  await noneIsLeft(t, word);
});

test('it ends with who started it, however that ended', async (t) => {
  const word = `33${process.pid}.25`;
  const parent = execa(process.execPath, [path('run'), 'sh', '-c', `echo up; sleep ${word}; :`], { reject: false });
  await once(parent.stdout, 'data');
  t.true(processesWith(word).length > 0);
  parent.kill('SIGKILL');
  await parent;
  await noneIsLeft(t, word);
});

test('where /proc cannot be mounted, as in many containers, it goes without a pid namespace', async (t) => {
  const word = `34${process.pid}.25`;
  const hidden = [
    'unshare',
    ['-Urm', 'sh', '-c', 'mount -t tmpfs tmpfs /proc/fs && exec unshare -Urm "$@"', 'sh'],
  ] as const;
  const script = `echo up $$; setsid sleep ${word} & sleep 0.1; kill -TERM $$`;
  const [file, args] = hidden;
  const { stdout } = await execa(file, [...args, process.execPath, path('run'), 'sh', '-c', script]);
  // No first process of a pid namespace, nor one of the first few.
  t.true(Number(/^up (\d+)/.exec(stdout)?.[1]) > 20, stdout);
  await noneIsLeft(t, word);
  const parent = execa(file, [...args, process.execPath, path('run'), 'sh', '-c', `echo up; exec sleep ${word}`], {
    reject: false,
  });
  await once(parent.stdout, 'data');
  parent.kill('SIGKILL');
  await parent;
  await noneIsLeft(t, word);
});

test('where none can be made, the reason is told', async (t) => {
  const ordinary = 'exec setpriv --bounding-set -all --inh-caps -all "$@"';
  const none = async (before: string): Promise<string> =>
    (await execa('unshare', ['-Ur', 'sh', '-c', `${before}; ${ordinary}`, 'sh', process.execPath, path('why-not')]))
      .stdout;
  t.is(
    await none('echo 0 >/proc/sys/user/max_user_namespaces'),
    'user namespaces are turned off (sysctl user.max_user_namespaces is 0)',
  );
  const folder = mkdtempSync(join(tmpdir(), 'netloom-sandbox-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  // Distributions keep them where `environment()` looks as well, and there are none there either.
  const { stdout } = await execa(process.execPath, [path('why-not')], { extendEnv: false, env: { PATH: folder } });
  t.is(stdout, 'unshare or setpriv is missing (package util-linux)');
});

test('a file of node:test runs itself in one', async (t) => {
  const passed = await execa(process.execPath, ['--test', '--test-reporter=tap', path('file')], OUTSIDE);
  t.regex(passed.stdout, /# pass 2\n# fail 0/);
  t.regex(passed.stdout, /ran in 1/);
  const failed = await execa(process.execPath, [path('file')], {
    ...OUTSIDE,
    env: { ...OUTSIDE.env, ORDER: 'fail' },
    reject: false,
  });
  t.is(failed.exitCode, 1);
  t.regex(failed.stdout, /as told/);
});

test('a signal reaches the file', async (t) => {
  const waiting = execa(process.execPath, [path('file')], {
    ...OUTSIDE,
    env: { ...OUTSIDE.env, ORDER: 'wait' },
    reject: false,
  });
  let said = '';
  for await (const line of waiting) {
    said += `${line}\n`;
    if (line.includes('waiting')) waiting.kill('SIGTERM');
  }
  t.regex(said, /heard SIGTERM/);
  t.is((await waiting).exitCode, 7);
});

test('where none can be made, the tests of a file are skipped, with the reason', async (t) => {
  const off = 'echo 0 >/proc/sys/user/max_user_namespaces; exec setpriv --bounding-set -all --inh-caps -all "$@"';
  const { stdout } = await execa('unshare', ['-Ur', 'sh', '-c', off, 'sh', process.execPath, path('file')], OUTSIDE);
  t.regex(stdout, /ok 1 - sees a network of its own \(no sandbox can be made: user namespaces are .*# SKIP/);
  t.regex(stdout, /# skipped 2/);
});

test('a thread cannot be executed anew, and is told what to do', async (t) => {
  const { stdout } = await execa(process.execPath, [path('thread')], OUTSIDE);
  t.regex(stdout, /a thread cannot be executed anew in a sandbox: .*`workerThreads: false`/);
});

test('a file of AVA runs itself in one', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'netloom-ava-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const root = fileURLToPath(new URL('../../../../', import.meta.url));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(
    join(folder, 'package.json'),
    '{ "type": "module", "ava": { "workerThreads": false, "cache": false } }',
  );
  writeFileSync(
    join(folder, 'network.test.js'),
    `import { networkInterfaces } from 'node:os';
     import ava from 'ava';
     import { inSandbox } from '@netloom/testing';
     const test = await inSandbox(ava);
     test.before((t) => t.log('before'));
     test('sees a network of its own', (t) => t.deepEqual(networkInterfaces(), {}));
     test.serial('does as it is told', (t) => t.not(process.env.ORDER, 'fail'));`,
  );
  const ava = [join(root, 'node_modules/ava/entrypoints/cli.mjs'), '--tap'];
  const passed = await execa(process.execPath, ava, { ...OUTSIDE, cwd: folder });
  t.regex(passed.stdout, /# pass 2\n# fail 0/);
  const failing = { ...OUTSIDE, env: { ...OUTSIDE.env, ORDER: 'fail' }, cwd: folder, reject: false } as const;
  const failed = await execa(process.execPath, ava, failing);
  t.deepEqual([failed.exitCode, /# pass 1\n# fail 1/.test(failed.stdout)], [1, true]);
  const off = 'echo 0 >/proc/sys/user/max_user_namespaces; exec setpriv --bounding-set -all --inh-caps -all "$@"';
  const skipped = await execa('unshare', ['-Ur', 'sh', '-c', off, 'sh', process.execPath, ...ava], {
    ...OUTSIDE,
    cwd: folder,
  });
  t.regex(
    skipped.stdout,
    /sees a network of its own \(no sandbox can be made: user namespaces are turned off .*# SKIP/,
  );
});

test('unit tests need no privilege: they run where no namespace can be made', async (t) => {
  const off = 'echo 0 >/proc/sys/user/max_user_namespaces; exec setpriv --bounding-set -all --inh-caps -all "$@"';
  const unit = fileURLToPath(new URL('../../../../examples/dist/testing/unit.node-test.js', import.meta.url));
  const { stdout } = await execa('unshare', ['-Ur', 'sh', '-c', off, 'sh', process.execPath, unit], OUTSIDE);
  t.regex(stdout, /# pass 1\n# fail 0/);
  const refused = await execa('unshare', ['-Ur', 'sh', '-c', off, 'sh', 'unshare', '-Un', 'true'], { reject: false });
  t.true(refused.failed);
});
