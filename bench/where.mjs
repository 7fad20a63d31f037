// Where the time of one small commit goes: in the driver, by what it is asked, and in core. Run with `npm run bench:where`,
// which puts it in a sandbox; `-- COMMITS` for how many, after as many that do not count. Medians in milliseconds.
import './sandbox-only.mjs';
import { createNet } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';

const COMMITS = Number(process.argv[2] ?? 300);
const ASKED = ['read', 'apply', 'tryLock'];

/** The driver as one that keeps how long each of its answers took. */
function timed(driver, spent) {
  return new Proxy(driver, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      if (!ASKED.includes(name)) return value.bind(target);
      return async (...all) => {
        const start = performance.now();
        try {
          return await value.apply(target, all);
        } finally {
          spent[name] += performance.now() - start;
        }
      };
    },
  });
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1].toFixed(2);

for (const thread of ['main', 'worker']) {
  const spent = {};
  const driver = netlink({ thread });
  const net = createNet({ driver: timed(driver, spent) });
  const rounds = [];
  for (let round = 0; round < 2 * COMMITS; round++) {
    const tx = net
      .namespace('where')
      .veth('eth0', { address: '10.9.0.2/24', peer: { name: 'where0', address: '10.9.0.1/24' } })
      .route('default', { via: '10.9.0.1' });
    for (const name of ASKED) spent[name] = 0;
    const start = performance.now();
    const commit = await tx.commit();
    const all = performance.now() - start;
    if (round >= COMMITS) rounds.push({ all, ...spent, rest: all - spent.read - spent.apply - spent.tryLock });
    await commit.undo();
  }
  const columns = ['all', ...ASKED, 'rest'].map((name) => `${name} ${median(rounds.map((each) => each[name]))}`);
  console.log(`${thread.padEnd(6)} ${columns.join('   ')}`);
  await net.close();
}
