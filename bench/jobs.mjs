/**
 * What is measured. `peers` do `job` with `n`; `before` names a job that they do first, untimed; with `untilGone` it ends
 * when the veths that were there are gone. Short ones are done `repeat` times in each round, of which the median counts.
 */
export const JOBS = [
  { id: 'small', title: 'one small commit', job: 'small', n: 1, repeat: 9 },
  { id: 'pods(1)', title: '1 pod', job: 'pods', n: 1, repeat: 9 },
  { id: 'pods(10)', title: '10 pods', job: 'pods', n: 10, repeat: 3 },
  { id: 'pods(100)', title: '100 pods', job: 'pods', n: 100 },
  { id: 'pods(500)', title: '500 pods', job: 'pods', n: 500 },
  { id: 'macvlans(10)', title: '10 macvlans', job: 'macvlans', n: 10, repeat: 3 },
  { id: 'macvlans(100)', title: '100 macvlans', job: 'macvlans', n: 100 },
  { id: 'teardown(100)', title: 'teardown of 100 pods', job: 'teardown', n: 100, before: 'pods', untilGone: true },
  { id: 'dump', title: 'dump of 2000 links', job: 'dump', n: 1, links: 1000, repeat: 3 },
];

/** Those of `--quick`. */
export const QUICK = ['small', 'pods(10)', 'teardown(20)', 'dump'];

/** The job of an id, also for another size than those above: `pods(20)`. */
export function jobOf(id) {
  const known = JOBS.find((job) => job.id === id);
  if (known) return known;
  const [, job, n] = /^([a-z]+)\(([1-9]\d{0,3})\)$/.exec(id) ?? [];
  const like = JOBS.find((each) => each.job === job && each.id !== job);
  if (!like)
    throw new Error(`--jobs: what is ${JSON.stringify(id)}? There are ${JOBS.map((each) => each.id).join(', ')}`);
  return { ...like, id, n: Number(n), title: like.title.replace(/\d+/, n) };
}
