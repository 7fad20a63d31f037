import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import test from 'ava';
import { JournalFolder } from '../../dist/transaction/journal/journal-folder.js';
import { commitId } from '../../dist/transaction/commit-id.js';
import { race, type Race } from './support/racer.js';

const ROUNDS = 1000;

test('of confirmation and expiry at the same instant, exactly one wins, a thousand times', async (t) => {
  const journal = mkdtempSync(join(tmpdir(), 'netloom-race-'));
  t.teardown(() => rmSync(journal, { recursive: true, force: true }));
  const folder = JournalFolder.open(journal);
  const ids = Array.from({ length: ROUNDS }, () => commitId(new Date()));
  for (const id of ids) writeFileSync(folder.fileOf(id, 'pending'), id);
  const shared = (size: number): Int32Array => new Int32Array(new SharedArrayBuffer(size * 4));
  const line = shared(1);
  const confirms: Race = { journal, ids, line, won: shared(ROUNDS), state: 'confirmed' };
  const expires: Race = { journal, ids, line, won: shared(ROUNDS), state: 'undoing' };
  const worker = new Worker(new URL('./support/racer.js', import.meta.url), { workerData: expires });
  await once(worker, 'online');
  race(confirms);
  await once(worker, 'exit');
  const confirmed = ids.filter((_, round) => confirms.won[round] === 1);
  const expired = ids.filter((_, round) => expires.won[round] === 1);
  t.is(confirmed.length + expired.length, ROUNDS);
  t.deepEqual(
    readdirSync(join(journal, 'tx')).toSorted(),
    [...confirmed.map((id) => `${id}.committed`), ...expired.map((id) => `${id}.undoing`)].toSorted(),
  );
  t.log(`${confirmed.length} confirmed, ${expired.length} expired`);
});
