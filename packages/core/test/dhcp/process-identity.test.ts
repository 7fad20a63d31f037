import { existsSync } from 'node:fs';
import test from 'ava';
import { execa } from 'execa';
import { endProcess, startTimeOf } from '../../dist/dhcp/process-identity.js';

async function identityOf(pid: number | undefined): Promise<{ pid: number; startTime: string }> {
  const startTime = pid === undefined ? undefined : await startTimeOf(pid);
  if (pid === undefined || startTime === undefined) throw new Error('the process does not live');
  return { pid, startTime };
}

test('a process that ends when asked to is not forced', async (t) => {
  const subprocess = execa('sleep', ['60'], { detached: true, reject: false });
  t.true(await endProcess(await identityOf(subprocess.pid), 'SIGTERM', 2000));
  t.is((await subprocess).signal, 'SIGTERM');
});

test('one that does not is forced, and so is what it started', async (t) => {
  const subprocess = execa('sh', ['-c', 'trap "" TERM; sleep 60 & echo $!; wait; sleep 60'], {
    detached: true,
    reject: false,
    buffer: false,
  });
  const line = await new Promise<string>((resolve) => subprocess.stdout.once('data', (data) => resolve(String(data))));
  const child = Number(line);
  t.true(existsSync(`/proc/${child}`));
  t.true(await endProcess(await identityOf(subprocess.pid), 'SIGTERM', 100));
  t.is(await startTimeOf(child), undefined);
});

test('another process with the same pid is left alone', async (t) => {
  const subprocess = execa('sleep', ['60'], { detached: true, reject: false });
  const { pid, startTime } = await identityOf(subprocess.pid);
  t.true(await endProcess({ pid, startTime: String(Number(startTime) - 1) }, 'SIGKILL', 100));
  t.is(await startTimeOf(pid), startTime);
  subprocess.kill('SIGINT');
  t.is((await subprocess).signal, 'SIGINT');
});

test('a process that is gone has ended', async (t) => {
  const subprocess = execa('true', { reject: false });
  const pid = subprocess.pid ?? 0;
  await subprocess;
  t.true(await endProcess({ pid, startTime: '1' }, 'SIGTERM', 100));
});
