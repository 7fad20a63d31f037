/** Jobs as they are, with a timer of one millisecond beside them: they give the longest time, in ms, that it was late. */
export function stalls(jobs) {
  return Object.fromEntries(
    ['pods', 'teardown'].map((job) => [
      `stall-${job}`,
      { prepare: jobs[job].prepare, run: (count) => longestStall(() => jobs[job].run(count)) },
    ]),
  );
}

async function longestStall(work) {
  let longest = 0;
  let last = performance.now();
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 1);
    last = now;
  };
  const timer = setInterval(look, 1);
  await work();
  look();
  clearInterval(timer);
  return longest;
}
