import { execa } from 'execa';
import { PeerProcess } from './peer-process.mjs';
import { STAGEHAND } from './stage.mjs';
import { median } from './statistics.mjs';

const PATIENCE_MS = 60_000;

/**
 * Of processes that begin with it: the time from their start to the end of a small commit, and the most memory that one
 * that makes 100 pods (10 where it takes part in no more) has.
 */
export async function measureFresh(stage, peers, rounds, log) {
  const able = peers.filter(({ jobs, part }) => jobs.includes('small') && !part);
  const results = new Map(able.map(({ id }) => [id, { times: [] }]));
  log('a fresh process');
  for (let round = 0; round < rounds; round++) {
    for (const peer of able) {
      const took = await firstCommit(peer).catch(() => undefined);
      if (took !== undefined) results.get(peer.id).times.push(took);
      await stage.sweep(1);
    }
  }
  for (const peer of able) {
    const result = results.get(peer.id);
    result.median = result.times.length > 0 ? median(result.times) : undefined;
    result.memoryMiB = await memory(peer);
    await stage.sweep(100);
    log(`  ${peer.id.padEnd(16)} ${result.median?.toFixed(0)} ms, ${result.memoryMiB?.toFixed(0)} MiB`);
  }
  return [...results];
}

async function firstCommit({ command, patienceMs = PATIENCE_MS }) {
  const begun = performance.now();
  const peer = new PeerProcess(command);
  await peer.ask('small', 1, patienceMs);
  const took = performance.now() - begun;
  await peer.close();
  return took;
}

/** What the process itself has, or the largest of those that it starts. */
async function memory({ command, most = 100, patienceMs = PATIENCE_MS }) {
  const { stdout, failed } = await execa(STAGEHAND, ['run', ...command], {
    input: `pods ${Math.min(most, 100)}\n`,
    stderr: 'ignore',
    timeout: patienceMs,
    killSignal: 'SIGKILL',
    reject: false,
  });
  return failed ? undefined : Number(stdout.split(' ')[1]) / 1024;
}
