/** How long the event loop of the process stands still at the most while we work: a job gives that, not its time. */
export const STALL_JOBS = [
  { id: 'stall pods(500)', title: 'stall by 500 pods', job: 'stall-pods', n: 500, givesExtra: true },
  {
    id: 'stall teardown(500)',
    title: 'stall by their teardown',
    job: 'stall-teardown',
    n: 500,
    before: 'pods',
    givesExtra: true,
  },
];
