import { summaries } from './statistics.mjs';

/** Those that we want to be ahead of on every job. */
const RIVALS = ['go', 'pyroute2', 'ip-batch'];

const TARGETS = [
  { what: "100 pods, `queues: 'kernel'`", job: 'pods(100)', peer: 'netlink-kernel', most: 1.25 },
  { what: "500 pods, `queues: 'kernel'`", job: 'pods(500)', peer: 'netlink-kernel', most: 1.25 },
  { what: '100 pods, our default', job: 'pods(100)', peer: 'netlink', most: 1 },
  { what: '500 pods, our default', job: 'pods(500)', peer: 'netlink', most: 1 },
  { what: 'teardown of 100 pods', job: 'teardown(100)', peer: 'netlink', most: 1.25 },
  { what: 'dump of 2000 links', job: 'dump', peer: 'netlink', most: 3 },
];
const STALL_MS = 10;

/** What was aimed at, and what came out. */
export function targetsTable({ results }) {
  const stats = new Map(results.map((result) => [result.job, summaries(result)]));
  const rows = [
    ...TARGETS.flatMap(({ what, job, peer, most }) => {
      const ratio = stats.get(job)?.get(peer)?.ratio;
      return ratio === undefined ? [] : [[what, `at most ${most}× the limit`, `${ratio.toFixed(2)}×`, ratio <= most]];
    }),
    ...RIVALS.flatMap((rival) => ahead(rival, results, stats)),
    ...results
      .filter(({ job }) => job.startsWith('stall'))
      .flatMap(({ title, job }) => {
        const most = stats.get(job).get('netlink')?.most;
        return most === undefined ? [] : [[title, `under ${STALL_MS} ms`, `${most.toFixed(1)} ms`, most < STALL_MS]];
      }),
  ];
  if (rows.length === 0) return '';
  return [
    '| | aimed at | measured | |',
    '| --- | --- | --- | --- |',
    ...rows.map(([what, aim, measured, met]) => `| ${what} | ${aim} | ${measured} | ${met ? 'met' : '**short**'} |`),
  ].join('\n');
}

/** Round by round, as the ratios to the limit are. */
function ahead(rival, results, stats) {
  const behind = [];
  let compared = 0;
  for (const { job } of results) {
    const own = stats.get(job).get('netlink');
    const other = stats.get(job).get(rival);
    if (!own?.ratio || !other?.ratio) continue;
    compared += 1;
    if (own.ratio >= other.ratio) behind.push(`${job}: ${own.ratio.toFixed(2)}× to its ${other.ratio.toFixed(2)}×`);
  }
  if (compared === 0) return [];
  const measured = behind.length === 0 ? `ahead on all ${compared}` : `behind on ${behind.join(', ')}`;
  return [[`beside ${rival}`, 'ahead on every job', measured, behind.length === 0]];
}
