import { HOST } from '@netloom/core';

/**
 * The driver alone: `apply` with the very operations that a commit of the job had, or its undo, and in the order that they
 * had among each other, so that what core adds can be told. The commit and the undo are made once, before the first run of
 * a job that is timed.
 */
export function apply(driver, net, { jobs, undo }) {
  const calls = new Map();
  let made;

  const learn = async (job, count) => {
    const key = `${job} ${count}`;
    let known = calls.get(key);
    if (known === undefined) {
      await jobs[job].prepare();
      const forth = await listen(driver, () => jobs[job].run(count));
      known = { forth, back: await listen(driver, undo) };
      calls.set(key, known);
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

/** Does something, and gives the calls of the driver's `apply` that it made. */
async function listen(driver, action) {
  const heard = [];
  const { apply: own } = driver;
  driver.apply = (operations, options) => {
    heard.push({ operations, after: options.after });
    return own.call(driver, operations, options);
  };
  try {
    await action();
  } finally {
    driver.apply = own;
  }
  return heard;
}

async function run(driver, calls) {
  for (const { operations, after } of calls) {
    const { outcomes } = await driver.apply(operations, {
      after,
      signal: new AbortController().signal,
      onOutcome: () => {},
    });
    const failed = outcomes.find(({ status }) => status !== 'done');
    if (failed) throw new Error(`the driver failed: ${JSON.stringify(failed)}`);
  }
}
