import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import test from 'ava';
import { createNet, type Driver, type Net } from '@netloom/core';
import { mockDriver, recordDriver } from '@netloom/testing';
import { readLog } from '../../dist/record/read-log.js';
import { logFile } from './log.js';

async function connect(net: Net, name: string): Promise<void> {
  await net
    .namespace(name)
    .veth('eth0', { address: '10.0.0.2/24', peer: `${name}0` })
    .commit();
}

/** Whether this process has a file open: proc(5), `/proc/PID/fd`. */
function isOpen(file: string): boolean {
  return readdirSync('/proc/self/fd').some((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === file;
    } catch {
      return false;
    }
  });
}

test('what was asked and answered is written down', async (t) => {
  const file = logFile(t);
  await using net = createNet({ driver: recordDriver(mockDriver(), { file }) });
  await connect(net, 'web');
  const entries = await readLog(file);
  t.like(entries[0], { entry: 'session', format: 1, driver: 'mock' });
  t.true(entries.some(({ entry }) => entry === 'capabilities'));
  t.true(entries.some(({ entry }) => entry === 'read'));
  const begun = entries.flatMap((entry) => (entry.entry === 'begun' ? entry.operations : []));
  const ended = entries.flatMap((entry) => (entry.entry === 'ended' ? entry.outcomes : []));
  t.true(begun.some(({ op }) => op === 'address.add'));
  t.is(begun.length, ended.length);
  t.true(ended.every(({ status }) => status === 'done'));
});

test('a failure is written with its errno, and reaches core unchanged', async (t) => {
  const file = logFile(t);
  const driver = mockDriver({ faults: [{ op: 'address.add', errno: 'ENOBUFS' }] });
  await using net = createNet({ driver: recordDriver(driver, { file }) });
  await t.throwsAsync(connect(net, 'web'), { code: 'NETLOOM_ERR_COMMIT' });
  const phases = (await readLog(file)).flatMap((entry) => (entry.entry === 'begun' ? [entry.phase] : []));
  t.deepEqual([...new Set(phases)], ['commit', 'rollback']);
  t.regex(readFileSync(file, 'utf8'), /"status":"failed","errno":"ENOBUFS"/);
});

test('the driver stays what it is', (t) => {
  const driver = mockDriver();
  const recorded = recordDriver(driver, { file: logFile(t) });
  recorded.fail({ op: 'link.add' });
  t.is(recorded.kernel, driver.kernel);
  t.deepEqual(recorded.wrap?.('a', 'b', []), driver.wrap?.('a', 'b', []));
});

test.serial('the log is for its owner alone, also one that was there, and is no link to elsewhere', async (t) => {
  const file = logFile(t);
  writeFileSync(file, '');
  chmodSync(file, 0o644);
  const driver = recordDriver(mockDriver(), { file });
  await driver.capabilities();
  t.is(statSync(file).mode & 0o777, 0o600);
  await driver.close();
  symlinkSync(file, `${file}.link`);
  const linked = recordDriver(mockDriver(), { file: `${file}.link` });
  const warned = once(process, 'warning');
  await linked.capabilities();
  t.like((await warned)[0], { code: 'NETLOOM_RECORDING_STOPPED' });
});

test.serial('it grows no larger than it may, says so, and the driver goes on', async (t) => {
  const file = logFile(t);
  await using net = createNet({ driver: recordDriver(mockDriver(), { file, maxBytes: 6000 }) });
  const warned = once(process, 'warning');
  for (const name of ['a', 'b', 'c', 'd']) {
    await net
      .namespace(name)
      .veth('eth0', { peer: `${name}0` })
      .commit();
  }
  t.regex(String((await warned)[0]), /as long as it may be/);
  t.deepEqual(await net.namespaces(), ['a', 'b', 'c', 'd']);
  t.is((await readLog(file)).at(-1)?.entry, 'full');
  t.true(statSync(file).size < 6100);
  t.throws(() => recordDriver(mockDriver(), { file, maxBytes: 0 }), { instanceOf: RangeError });
});

test('any driver can be recorded, a frozen object too', async (t) => {
  const mock = mockDriver();
  const frozen: Driver = Object.freeze({
    name: 'frozen',
    durable: false,
    capabilities: async () => mock.capabilities(),
    apply: async (...asked: Parameters<Driver['apply']>) => mock.apply(...asked),
    read: async (...asked: Parameters<Driver['read']>) => mock.read(...asked),
    close: async () => mock.close(),
  });
  const file = logFile(t);
  await using net = createNet({ driver: recordDriver(frozen, { file }) });
  await connect(net, 'web');
  t.like((await readLog(file))[0], { entry: 'session', driver: 'frozen' });
});

test.serial('what is no file is not written to, and its mode stays', async (t) => {
  const fifo = logFile(t);
  execFileSync('mkfifo', ['-m', '644', fifo]);
  const driver = recordDriver(mockDriver(), { file: fifo });
  const warned = once(process, 'warning');
  await driver.capabilities();
  t.regex(String((await warned)[0]), /no longer recorded: .* is no regular file/);
  t.is(statSync(fifo).mode & 0o777, 0o644);
});

test.serial('a session that has no room is not begun', async (t) => {
  const file = logFile(t);
  await recordDriver(mockDriver(), { file }).capabilities();
  const { size } = statSync(file);
  const warned = once(process, 'warning');
  const failing = mockDriver();
  failing.capabilities = async () => Promise.reject(new Error('no'));
  // Enough for what would be written next, not for the session.
  await t.throwsAsync(recordDriver(failing, { file, maxBytes: size + 70 }).capabilities(), { message: 'no' });
  await warned;
  t.deepEqual(
    (await readLog(file)).map(({ entry }) => entry),
    ['session', 'capabilities', 'full'],
  );
});

test('a driver that cannot be closed leaves no file open', async (t) => {
  const failing = mockDriver();
  failing.close = async () => Promise.reject(new Error('still in use'));
  const file = logFile(t);
  const driver = recordDriver(failing, { file });
  await driver.capabilities();
  t.true(isOpen(file));
  await t.throwsAsync(driver.close(), { message: 'still in use' });
  t.false(isOpen(file));
});

test('a state that has not changed is written once', async (t) => {
  const file = logFile(t);
  const driver = recordDriver(mockDriver(), { file });
  for (let turn = 0; turn < 5; turn += 1) await driver.read({ namespaces: 'all' });
  t.is((await readLog(file)).filter(({ entry }) => entry === 'read').length, 1);
});

test('a process that died leaves a torn line, and the next goes on behind it', async (t) => {
  const file = logFile(t);
  await recordDriver(mockDriver(), { file }).capabilities();
  const whole = await readLog(file);
  appendFileSync(file, '{"entry":"begun","id":1,"phase":"comm');
  t.deepEqual(await readLog(file), whole);
  await recordDriver(mockDriver(), { file }).capabilities();
  t.is((await readLog(file)).length, 2 * whole.length);
});

test('a file that is broken elsewhere is refused, with the line', async (t) => {
  const file = logFile(t);
  await recordDriver(mockDriver(), { file }).capabilities();
  appendFileSync(file, 'rubbish\n{"entry":"full"}\n');
  await t.throwsAsync(readLog(file), { instanceOf: SyntaxError, message: /log\.jsonl:3: no entry/ });
  writeFileSync(file, '{"name":"something else"}\n');
  await t.throwsAsync(readLog(file), { instanceOf: SyntaxError, message: /log\.jsonl:1: no entry/ });
  writeFileSync(file, '{"entry":"session","format":1}\n{"entry":"begun","id":1}\n{"entry":"full"}\n');
  await t.throwsAsync(readLog(file), { instanceOf: SyntaxError, message: /log\.jsonl:2: no entry/ });
  for (const before of ['', '{"entry":"session","format":1}\n']) {
    writeFileSync(file, `${before}{"entry":"session","format":99}\n`);
    await t.throwsAsync(readLog(file), { instanceOf: SyntaxError, message: /format 99/ });
  }
});
