import { HOST } from '@netloom/core';

/**
 * The driver alone: `apply` with the very operations that a commit of the job had, or its undo, so that what core adds can
 * be told. The commit and the undo are made once, before the first run of a job that is timed.
 */
export function apply(driver, net, { jobs, undo, last }) {
  const operations = new Map();
  let made = [];

  const learn = async (job, count) => {
    const key = `${job} ${count}`;
    let known = operations.get(key);
    if (known === undefined) {
      await jobs[job].prepare();
      await jobs[job].run(count);
      known = { forth: last().operations };
      known.back = await undo();
      operations.set(key, known);
    }
    return known;
  };

  const timed = (job) => ({
    prepare: async (count) => {
      made = await learn(job, count);
    },
    run: async () => {
      await run(driver, made.forth);
    },
  });

  return {
    pods: timed('pods'),
    macvlans: timed('macvlans'),
    small: timed('small'),
    teardown: {
      run: async () => {
        await run(driver, made.back);
      },
    },
    dump: {
      run: async () => {
        const { namespaces } = await driver.read({ namespaces: [HOST] });
        return namespaces[0].links.length;
      },
    },
  };
}

async function run(driver, operations) {
  const { outcomes } = await driver.apply(operations, {
    // In order; the drivers may do better, but need not know more to be right.
    after: operations.map((_, index) => (index === 0 ? [] : [index - 1])),
    signal: new AbortController().signal,
    onOutcome: () => {},
  });
  const failed = outcomes.find(({ status }) => status !== 'done');
  if (failed) throw new Error(`the driver failed: ${JSON.stringify(failed)}`);
}
