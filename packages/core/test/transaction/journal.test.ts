import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { createNet, DriverError, type CommitRecord, type Net, type NetworkState, type StateQuery } from '@netloom/core';
import { mockDriver, simulatedKernel, type Fault, type SimulatedKernel } from '@netloom/testing';
import { EntryStore } from '../../dist/transaction/journal/entry-store.js';

function folder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'netloom-journal-'));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const pod = (net: Net) =>
  net
    .namespace('pod')
    .veth('eth0', { peer: { name: 'pod0' } })
    .host()
    .link('eth0', { mtu: 1400 })
    .delete('old0');

interface Dead {
  readonly kernel: SimulatedKernel;
  readonly before: NetworkState;
  readonly journal: string;
  /** The file of the one transaction. */
  readonly file: string;
}

/** What a process leaves that died in the middle: its kernel, and its journal without the lock that it held. */
async function dead(t: ExecutionContext, fault: Fault): Promise<Dead> {
  const kernel = simulatedKernel();
  const scene = createNet({ driver: mockDriver({ kernel }) });
  await scene.host().veth('old0', { peer: 'old1' }).commit();
  const before = kernel.read({ namespaces: 'all' });
  const driver = mockDriver({ kernel, faults: [{ ...fault, effect: 'dies' }] });
  const held = folder(t);
  void pod(createNet({ driver, journal: held })).commit();
  await driver.died;
  const journal = folder(t);
  mkdirSync(join(journal, 'tx'), { mode: 0o700 });
  const file = readdirSync(join(held, 'tx')).find((name) => /\.(prepared|committed)$/.test(name)) ?? '';
  copyFileSync(join(held, 'tx', file), join(journal, 'tx', file));
  return { kernel, before, journal, file: join(journal, 'tx', file) };
}

const MIDDLE: Fault = { op: 'link.set', when: (operation) => 'changes' in operation && 'mtu' in operation.changes };
/** Destroying what was taken out of service: the commit counts by then. */
const END: Fault = { op: 'link.delete' };

function left({ journal }: Dead): string[] {
  return readdirSync(join(journal, 'tx'));
}

function states({ kernel, before }: Dead): [NetworkState, NetworkState] {
  return [kernel.read({ namespaces: 'all' }), before];
}

function change(file: string, header: (header: Record<string, unknown>) => object): void {
  const [first = '', ...rest] = readFileSync(file, 'utf8').split('\n');
  const changed = header(JSON.parse(first) as Record<string, unknown>);
  writeFileSync(file, [JSON.stringify(changed), ...rest].join('\n'));
}

test('what died before it counted is rolled back by recover(), and nothing is left of it', async (t) => {
  const died = await dead(t, MIDDLE);
  t.notDeepEqual(...states(died));
  const net = createNet({ driver: mockDriver({ kernel: died.kernel }), journal: died.journal });
  t.like((await net.commits())[0], { state: 'broken' });
  t.like((await net.recover())[0], { state: 'rolled-back' });
  t.deepEqual(...states(died));
  t.deepEqual(left(died), []);
});

test('what died when it counted is brought to its end, and can be undone', async (t) => {
  const died = await dead(t, END);
  t.regex(died.file, /\.committed$/);
  const net = createNet({ driver: mockDriver({ kernel: died.kernel }), journal: died.journal });
  const [record] = await net.recover();
  t.is(record?.state, 'committed');
  t.false((await net.inspect()).links.some(({ name }) => name.startsWith('.nl')));
  await net.undo(record?.id ?? '');
  t.deepEqual(
    (await net.inspect()).links.map(({ name, mtu }) => [name, mtu]),
    died.before.namespaces[0]?.links.map(({ name, mtu }) => [name, mtu]),
  );
  t.deepEqual(left(died), []);
});

test('what died when it counted can be undone without recover(): it is brought to its end first', async (t) => {
  const died = await dead(t, END);
  const net = createNet({ driver: mockDriver({ kernel: died.kernel }), journal: died.journal });
  const [record] = await net.commits();
  await net.undo(record?.id ?? '');
  const links = (state: NetworkState | undefined) => state?.namespaces[0]?.links.map(({ name, mtu }) => [name, mtu]);
  t.deepEqual(links(died.kernel.read({ namespaces: 'all' })), links(died.before));
  t.deepEqual(left(died), []);
});

test('what recover() could end is told, though it fails for another', async (t) => {
  const kernel = simulatedKernel();
  const journal = folder(t);
  mkdirSync(join(journal, 'tx'), { mode: 0o700 });
  for (const name of ['one', 'two']) {
    const driver = mockDriver({ kernel, faults: [{ op: 'link.set', effect: 'dies' }] });
    const held = folder(t);
    void createNet({ driver, journal: held })
      .namespace(name)
      .veth('eth0', { peer: name })
      .link('eth0', { mtu: 1400 })
      .commit();
    await driver.died;
    const file = readdirSync(join(held, 'tx')).find((each) => each.endsWith('.prepared')) ?? '';
    copyFileSync(join(held, 'tx', file), join(journal, 'tx', file));
  }
  const driver = mockDriver({ kernel });
  const reading = new Proxy(driver, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property);
      if (typeof value !== 'function') return value;
      if (property !== 'read') return value.bind(target) as unknown;
      return async (query: StateQuery) => {
        if (query.namespaces.includes('one')) throw new DriverError('no answer');
        return await driver.read(query);
      };
    },
  });
  const net = createNet({ driver: reading, journal });
  const told: (readonly CommitRecord[])[] = [];
  net.on('recover:done', ({ records }) => told.push(records));
  await t.throwsAsync(net.recover(), { message: /no answer/ });
  t.deepEqual(
    told.map((records) => records.map(({ state }) => state)),
    [['rolled-back']],
  );
  t.deepEqual(kernel.namespaces(), ['one']);
  await createNet({ driver, journal }).recover();
  t.deepEqual(kernel.namespaces(), []);
});

test('a commit that meets what died ends it first, also where its plan fails for what it left', async (t) => {
  const died = await dead(t, MIDDLE);
  const net = createNet({ driver: mockDriver({ kernel: died.kernel }), journal: died.journal });
  const commit = await pod(net).commit();
  t.is(commit.links.length, 2);
  t.is((await net.commits()).length, 1);
});

test('an undo that meets what died ends it first, and does not wait for it', async (t) => {
  const kernel = simulatedKernel();
  const journal = folder(t);
  const net = createNet({ driver: mockDriver({ kernel }), journal, lockTimeoutMs: 500 });
  const before = kernel.read({ namespaces: 'all' });
  const commit = await net.host().link('eth0', { mtu: 1400 }).commit();
  const held = folder(t);
  const driver = mockDriver({ kernel, faults: [{ ...MIDDLE, effect: 'dies' }] });
  void createNet({ driver, journal: held }).host().link('eth0', { mtu: 1300 }).commit();
  await driver.died;
  const file = readdirSync(join(held, 'tx')).find((name) => name.endsWith('.prepared')) ?? '';
  copyFileSync(join(held, 'tx', file), join(journal, 'tx', file));
  await createNet({ driver: mockDriver({ kernel }), journal, lockTimeoutMs: 500 }).undo(commit.id);
  t.deepEqual(kernel.read({ namespaces: 'all' }), before);
  t.deepEqual(readdirSync(join(journal, 'tx')), []);
});

test('what is no id of a commit is the name of no file', async (t) => {
  const journal = folder(t);
  const elsewhere = folder(t);
  const files = ['x.done', 'x.after', 'x.lock', 'x.undoing'];
  for (const name of files) writeFileSync(join(elsewhere, name), name);
  const net = createNet({ driver: mockDriver(), journal });
  await net.host().bridge('br0').commit();
  for (const id of [`../../../..${elsewhere}/x`, '../x', '', 'x\0', undefined, {}]) {
    const given = id as string;
    await t.throwsAsync(net.undo(given), { code: 'NETLOOM_ERR_CONFLICT', message: /no commit .* is known/s });
    await t.throwsAsync(net.forget(given), { code: 'NETLOOM_ERR_CONFLICT', message: /no commit .* is known/s });
  }
  t.deepEqual(readdirSync(elsewhere).toSorted(), files.toSorted());
  t.is((await net.commits()).length, 1);
});

test('what is renamed while it is looked at is read under its new name', async (t) => {
  const died = await dead(t, MIDDLE);
  const store = new EntryStore(died.journal);
  // As it is listed by somebody who is a moment late: the file has another name by now.
  const listed = store.folder.entries();
  renameSync(died.file, died.file.replace('.prepared', '.undoing'));
  store.folder.entries = () => listed;
  t.deepEqual(
    store.underWay().map(({ state }) => state),
    ['undoing'],
  );
  rmSync(died.file.replace('.prepared', '.undoing'));
  t.deepEqual(store.underWay(), []);
});

test('a commit whose undo was cut off stays half undone where the next undo is refused', async (t) => {
  const kernel = simulatedKernel();
  const journal = folder(t);
  const net = createNet({ driver: mockDriver({ kernel }), journal });
  const commit = await net.host().link('eth0', { mtu: 1400 }).bridge('br0').commit();
  const tx = (state: string): string => join(journal, 'tx', `${commit.id}.${state}`);
  renameSync(tx('done'), tx('undoing'));
  await createNet({ driver: mockDriver({ kernel }) })
    .host()
    .link('eth0', { mtu: 1350 })
    .commit();
  await t.throwsAsync(net.undo(commit.id), { code: 'NETLOOM_ERR_CONFLICT', message: /has mtu 1350/ });
  t.deepEqual(
    readdirSync(join(journal, 'tx')).filter((name) => !name.endsWith('.after')),
    [`${commit.id}.undoing`],
  );
  await net.undo(commit.id, { force: true });
  t.deepEqual(readdirSync(join(journal, 'tx')), []);
});

test('what could not be destroyed when it counted is destroyed by recover()', async (t) => {
  const kernel = simulatedKernel();
  const journal = folder(t);
  const driver = mockDriver({ kernel });
  const net = createNet({ driver, journal });
  await (await net.host().veth('old0', { peer: 'old1' }).commit()).forget();
  const hidden = async (): Promise<string[]> =>
    (await net.inspect()).links.flatMap(({ name }) => (name.startsWith('.nl') ? name : []));
  driver.fail({ ...END, errno: 'EBUSY' });
  const commit = await net.host().delete('old0').commit();
  t.deepEqual(
    commit.warnings.map(({ code }) => code).filter((code) => code === 'not-destroyed'),
    ['not-destroyed'],
  );
  t.is((await hidden()).length, 2);
  await net.recover();
  t.deepEqual(await hidden(), []);
  t.like((await net.commits())[0], { id: commit.id, state: 'committed' });
  await commit.undo();
  t.true((await net.inspect()).links.some(({ name }) => name === 'old0'));
});

test('a record that is torn, or of another boot, is removed, and nothing is touched', async (t) => {
  for (const spoil of [
    (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 900)),
    (file: string) => writeFileSync(file, ''),
    (file: string) => change(file, (header) => ({ ...header, sha256: 'no sum' })),
    (file: string) => change(file, (header) => ({ ...header, bootId: 'another boot' })),
  ]) {
    const died = await dead(t, MIDDLE);
    spoil(died.file);
    const half = died.kernel.read({ namespaces: 'all' });
    const net = createNet({ driver: mockDriver({ kernel: died.kernel }), journal: died.journal });
    t.deepEqual(await net.recover(), []);
    t.deepEqual(died.kernel.read({ namespaces: 'all' }), half);
    t.deepEqual(left(died), []);
  }
});

/** Nobody recovers it, lists it, or changes anything of it. */
async function isLeftAlone(t: ExecutionContext, { kernel, journal, file }: Dead): Promise<void> {
  const half = kernel.read({ namespaces: 'all' });
  const content = readFileSync(file, 'utf8');
  const net = createNet({ driver: mockDriver({ kernel }), journal });
  t.deepEqual(await net.recover(), []);
  t.deepEqual(await net.commits(), []);
  t.deepEqual(kernel.read({ namespaces: 'all' }), half);
  t.is(readFileSync(file, 'utf8'), content);
}

test('a record of a newer version, or of another host namespace, is left alone', async (t) => {
  for (const spoil of [{ v: 2 }, { host: '4:4026531000' }]) {
    const died = await dead(t, MIDDLE);
    change(died.file, (header) => ({ ...header, ...spoil }));
    await isLeftAlone(t, died);
  }
});

test('a record that another user wrote, or could write, is left alone', async (t) => {
  const spoils = [(file: string) => chmodSync(file, 0o666)];
  // Only root can give a file away.
  if (process.geteuid?.() === 0) spoils.push((file) => chownSync(file, 12_345, 12_345));
  else t.log('not as root: no file of another user could be made');
  for (const spoil of spoils) {
    const died = await dead(t, MIDDLE);
    spoil(died.file);
    await isLeftAlone(t, died);
  }
});

test('a transaction that lives is left alone, and recovered by nobody', async (t) => {
  const kernel = simulatedKernel();
  const journal = folder(t);
  const driver = mockDriver({ kernel, faults: [{ ...MIDDLE, effect: 'dies' }] });
  const held = createNet({ driver: mockDriver({ kernel }), journal });
  await held.host().veth('old0', { peer: 'old1' }).commit();
  void pod(createNet({ driver, journal })).commit();
  await driver.died;
  const half = kernel.read({ namespaces: 'all' });
  const net = createNet({ driver: mockDriver({ kernel }), journal, lockTimeoutMs: 100 });
  t.deepEqual(await net.recover(), []);
  t.deepEqual((await net.commits()).map(({ state }) => state).toSorted(), ['committed', 'running']);
  const error = await t.throwsAsync(net.host().link('eth0', { mtu: 1300 }).commit(), {
    code: 'NETLOOM_ERR_CONFLICT',
  });
  t.regex(error?.message ?? '', new RegExp(`process ${process.pid} `));
  t.deepEqual(kernel.read({ namespaces: 'all' }), half);
  // What has nothing to do with it goes on beside it.
  await net.namespace('other').veth('eth0', { peer: 'other0' }).commit();
});

test('locks and settlements without a record are cleared away; what is no file of ours is not', async (t) => {
  const journal = folder(t);
  mkdirSync(join(journal, 'tx'), { mode: 0o700 });
  for (const name of ['0mwudamx1-555f6b3858.lock', '0mwudamx2-555f6b3858.after', '0mwudamx3-555f6b3858.tmp', 'mine'])
    writeFileSync(join(journal, 'tx', name), '');
  const net = createNet({ driver: mockDriver(), journal });
  await net.recover();
  t.deepEqual(readdirSync(join(journal, 'tx')), ['mine']);
});

test('a folder that others can write is refused before anything is touched', async (t) => {
  const journal = folder(t);
  chmodSync(journal, 0o777);
  const driver = mockDriver();
  const before = driver.kernel.read({ namespaces: 'all' });
  await t.throwsAsync(createNet({ driver, journal }).namespace('pod').commit(), { code: 'NETLOOM_ERR_CONFLICT' });
  t.deepEqual(driver.kernel.read({ namespaces: 'all' }), before);
});

test('a folder that cannot be made is refused before anything is touched', async (t) => {
  const file = join(folder(t), 'file');
  writeFileSync(file, '');
  const driver = mockDriver();
  await t.throwsAsync(
    createNet({ driver, journal: join(file, 'journal') })
      .namespace('pod')
      .commit(),
    {
      code: 'NETLOOM_ERR_UNSUPPORTED',
    },
  );
  t.deepEqual(driver.attempts, []);
});

test('a settlement that is torn is as one that was never written', async (t) => {
  const journal = folder(t);
  const driver = mockDriver();
  const before = driver.kernel.read({ namespaces: 'all' });
  const net = createNet({ driver, journal });
  const { id } = await net.namespace('pod').veth('eth0', { peer: 'pod0' }).host().link('eth0', { mtu: 1400 }).commit();
  writeFileSync(join(journal, 'tx', `${id}.after`), '{"identities":[{"na');
  await createNet({ driver, journal }).undo(id);
  t.deepEqual(driver.kernel.read({ namespaces: 'all' }), before);
  t.deepEqual(readdirSync(join(journal, 'tx')), []);
});

test('of two that undo one commit, one does and the other is told that it is not known', async (t) => {
  const journal = folder(t);
  const driver = mockDriver({ latency: 5 });
  const before = driver.kernel.read({ namespaces: 'all' });
  const { id } = await createNet({ driver, journal }).namespace('pod').veth('eth0', { peer: 'pod0' }).commit();
  const answers = await Promise.allSettled([0, 1, 2].map(async () => createNet({ driver, journal }).undo(id)));
  t.is(answers.filter(({ status }) => status === 'fulfilled').length, 1);
  for (const answer of answers)
    if (answer.status === 'rejected') t.like(answer.reason, { code: 'NETLOOM_ERR_CONFLICT' });
  t.deepEqual(driver.kernel.read({ namespaces: 'all' }), before);
});

test('an undo that was cut off is ended by recover(), also while its owner lives and what it had started goes on', async (t) => {
  const kernel = simulatedKernel();
  const journal = folder(t);
  const before = kernel.read({ namespaces: 'all' });
  const owner = createNet({ driver: mockDriver({ kernel }), journal });
  const { id } = await owner.namespace('pod').veth('eth0', { peer: 'pod0' }).commit();
  renameSync(join(journal, 'tx', `${id}.done`), join(journal, 'tx', `${id}.undoing`));
  const child = spawn('flock', [join(journal, 'tx', `${id}.lock`), 'sh', '-c', 'echo; sleep 0.5'], { stdio: 'pipe' });
  await once(child.stdout, 'data');
  const recovered = await createNet({ driver: mockDriver({ kernel }), journal }).recover();
  t.deepEqual(
    recovered.map((record) => record.id),
    [id],
  );
  t.deepEqual(kernel.read({ namespaces: 'all' }), before);
  t.deepEqual(readdirSync(join(journal, 'tx')), []);
});
