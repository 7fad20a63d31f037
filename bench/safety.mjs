// What the journal and its locks cost: one small commit (a namespace, a veth pair with addresses, a route), with them and
// without, in turn. Run with `npm run bench:safety`, which puts it in a sandbox; prints medians in milliseconds.
import './sandbox-only.mjs';
import { createNet } from '@netloom/core';
import { iproute2 } from '@netloom/driver-iproute2';
import { netlink } from '@netloom/driver-netlink';

const ROUNDS = Number(process.argv[2] ?? 40);

/** The driver as one whose changes are gone with the process: then core keeps journal and locks in memory. */
function withoutJournal(driver) {
  return new Proxy(driver, {
    get(target, name) {
      if (name === 'durable') return false;
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

async function commitOnce(net, round) {
  const tx = net
    .namespace(`cost${round}`)
    .veth('eth0', { address: '10.9.0.2/24', peer: { name: `cost${round}`, address: '10.9.0.1/24' } })
    .route('default', { via: '10.9.0.1' });
  const start = performance.now();
  const commit = await tx.commit();
  const took = performance.now() - start;
  await commit.undo();
  return took;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

for (const open of [netlink, iproute2]) {
  const driver = open();
  const nets = { with: createNet({ driver }), without: createNet({ driver: withoutJournal(driver) }) };
  const times = { with: [], without: [] };
  for (let round = 0; round < ROUNDS + 5; round++) {
    for (const [name, net] of Object.entries(nets)) {
      const took = await commitOnce(net, round);
      if (round >= 5) times[name].push(took);
    }
  }
  const difference = median(times.with.map((took, round) => took - times.without[round]));
  console.log(
    `${driver.name.padEnd(9)} with journal ${median(times.with).toFixed(2)} ms, without ${median(times.without).toFixed(2)} ms, ` +
      `difference (median of pairs) ${difference.toFixed(2)} ms`,
  );
  await nets.with.close();
}
