import { ms, table, times } from './markdown.mjs';
import { LIMIT, PEERS } from './peers.mjs';
import { STALL_JOBS } from './stalls.mjs';
import { summaries } from './statistics.mjs';
import { targetsTable } from './targets.mjs';

/** The whole of results.md. */
export function resultsText(run) {
  const stalls = new Set(STALL_JOBS.map(({ id }) => id));
  const jobs = run.results.filter(({ job }) => !stalls.has(job));
  return [
    '# Results',
    machineText(run),
    'Milliseconds, median of the rounds; behind it the ratio to the limit, median of the ratios in each round.',
    matrix(jobs),
    ...section('Targets', targetsTable(run)),
    ...section('The event loop', stallTable(run.results.filter(({ job }) => stalls.has(job)))),
    ...section('A fresh process', freshTable(run.fresh)),
    '## In detail',
    ...jobs.map(detail),
  ]
    .join('\n\n')
    .concat('\n');
}

function machineText({ machine, rounds }) {
  const { date, kernel, cpu, cpus, node, load, loadAfter, rcuExpedited } = machine;
  const rcu = rcuExpedited === undefined ? '' : `, rcu_expedited ${rcuExpedited ? 'on' : 'off'}`;
  return (
    `${date}, Linux ${kernel}${rcu}, ${cpus} CPUs (${cpu}), Node ${node}, load ${load} before and ${loadAfter} after. ` +
    `${rounds} rounds, in each of which every peer does the job once, in turn; the slow ones take part in 3.`
  );
}

function section(title, text) {
  return text === '' ? [] : [`## ${title}`, text];
}

function matrix(jobs) {
  const columns = jobs.map(summaries);
  const rows = PEERS.filter(({ id }) => columns.some((column) => column.has(id))).map(({ id, title }) => [
    title,
    ...columns.map((column) => cell(column.get(id))),
  ]);
  return table(['', ...jobs.map(({ job }) => job)], rows);
}

function cell(stats) {
  if (!stats) return '';
  return stats.ratio === undefined ? ms(stats.median) : `${ms(stats.median)} (${times(stats.ratio)})`;
}

function detail(result) {
  const all = summaries(result);
  const least = all.get(LIMIT)?.least;
  const rows = [...all].map(([id, stats]) => {
    const { failures } = result.peers.find(([each]) => each === id)[1];
    const notes = [...new Set(failures)].map(
      (failure) => `${failure} (${failures.filter((each) => each === failure).length}×)`,
    );
    return [
      titleOf(id),
      stats ? ms(stats.median) : '–',
      stats?.ratio === undefined ? '–' : times(stats.ratio),
      stats ? `${ms(stats.least)} – ${ms(stats.most)}` : '–',
      stats && least ? times(stats.least / least) : '–',
      String(stats?.rounds ?? 0),
      notes.join('; '),
    ];
  });
  return `### ${result.title}\n\n${table(['', 'ms', '× limit', 'least – most', 'least × least', 'rounds', 'failures'], rows)}`;
}

function stallTable(results) {
  if (results.length === 0) return '';
  const columns = results.map(({ peers }) => new Map(peers));
  const rows = PEERS.filter(({ id }) => columns.some((column) => column.get(id)?.times.length > 0)).map(
    ({ id, title }) => [
      title,
      ...columns.map((column) => (column.get(id)?.times ?? []).map((each) => each.toFixed(1)).join(', ')),
    ],
  );
  return `The longest that a timer of 1 ms was late, in ms, run by run.\n\n${table(['', ...results.map(({ title }) => title)], rows)}`;
}

function freshTable(fresh) {
  if (fresh.length === 0) return '';
  const rows = fresh.map(([id, { median, times: all, memoryMiB }]) => [
    titleOf(id),
    median === undefined
      ? '–'
      : `${median.toFixed(0)} (${Math.min(...all).toFixed(0)} – ${Math.max(...all).toFixed(0)})`,
    memoryMiB === undefined ? '–' : memoryMiB.toFixed(0),
  ]);
  return table(['', 'start to end of a small commit, ms', 'most memory of 100 pods, MiB'], rows);
}

function titleOf(id) {
  return PEERS.find((peer) => peer.id === id)?.title ?? id;
}
