import { readFileSync } from 'node:fs';
import test from 'ava';
import { Processes } from '../../dist/exec/processes.js';

/** Field 5 of /proc/PID/stat, see proc(5): the process group. */
const groupOf = (stat: string): string | undefined => stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2];

test('a process that changes something is out of reach of an interrupt from the terminal', async (t) => {
  const own = groupOf(readFileSync('/proc/self/stat', 'utf8'));
  const processes = new Processes(2);
  const changing = await processes.run(['cat', '/proc/self/stat'], { changes: true });
  const reading = await processes.run(['cat', '/proc/self/stat']);
  t.not(groupOf(changing?.stdout ?? ''), own);
  t.is(groupOf(reading?.stdout ?? ''), own);
});

test('no more run side by side than may, and one whose turn comes too late is not started', async (t) => {
  const processes = new Processes(1);
  const begun = Date.now();
  const first = processes.run(['sleep', '0.2']);
  const refused = processes.run(['true'], { mayStart: () => Date.now() - begun < 150 });
  const taken = processes.run(['true'], { mayStart: () => Date.now() - begun >= 150 });
  t.is(await refused, undefined);
  t.is((await taken)?.code, 0);
  t.is((await first)?.code, 0);
});

test('words are arguments, and the input is what was given', async (t) => {
  const processes = new Processes(1);
  const words = ['$(id)', '`id`', 'a b', '"', "'", ';', '*'];
  const printed = await processes.run(['printf', '%s\n', ...words]);
  t.is(printed?.stdout, words.map((word) => `${word}\n`).join(''));
  t.is((await processes.run(['cat'], { input: 'a\nb' }))?.stdout, 'a\nb');
  t.is((await processes.run(['cat']))?.stdout, '');
});

test('how it ended: by a status, by a signal, or not begun', async (t) => {
  const processes = new Processes(1);
  t.like(await processes.run(['sh', '-c', 'echo no >&2; exit 3']), { code: 3, stderr: 'no\n' });
  const killed = await processes.run(['sh', '-c', 'kill -KILL $$']);
  t.is(killed?.code, undefined);
  t.is(killed?.spawnError, undefined);
  t.like(await processes.run(['/nonexistent/x']), { code: undefined, spawnError: 'ENOENT' });
});

test('the signal ends a process that only looks', async (t) => {
  const processes = new Processes(1);
  const begun = Date.now();
  await t.throwsAsync(processes.run(['sleep', '30'], { signal: AbortSignal.timeout(50) }), { any: true });
  t.true(Date.now() - begun < 10_000);
});
