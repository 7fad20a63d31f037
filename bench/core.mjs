// Speed of core itself: chains of 250 to 10,000 operations, built, planned, and committed on the mock.
// Run with `npm run bench:core`; prints the median of five runs for each length.
import { createNet } from '@netloom/core';
import { mockDriver } from '@netloom/testing';

const RUNS = 5;
const LENGTHS = [250, 1000, 2500, 5000, 10_000];

function chain(net, length) {
  // Four operations a pod: the namespace, its lo, the pair, an address; and a route for every second pod.
  let tx = net.host().bridge('br0', { address: '10.0.0.1/8' });
  const pods = Math.floor((length - 2) / 5);
  for (let i = 0; i < pods; i++) {
    tx = tx
      .namespace(`pod${i}`)
      .veth('eth0', {
        address: `10.${1 + (i >> 16)}.${(i >> 8) & 255}.${i & 255}/8`,
        peer: { name: `p${i}`, master: 'br0' },
      })
      .route('default', { via: '10.0.0.1' });
  }
  return tx;
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
}

async function measure(length) {
  const times = { build: [], plan: [], buildAndPlan: [], commit: [] };
  let operations = 0;
  for (let run = 0; run < RUNS + 1; run++) {
    const net = createNet({ driver: mockDriver() });
    const start = performance.now();
    const tx = chain(net, length);
    const built = performance.now();
    const plan = await tx.plan();
    const planned = performance.now();
    operations = plan.operations.length;
    await plan.commit();
    const committed = performance.now();
    await net.close();
    if (run === 0) continue; // warm-up
    times.build.push(built - start);
    times.plan.push(planned - built);
    times.buildAndPlan.push(planned - start);
    // A plan that is committed is planned again first, to see that nothing has changed: that is not what is measured here.
    times.commit.push(committed - planned - (planned - built));
  }
  return {
    operations,
    ...Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list).toFixed(1)])),
  };
}

console.log('operations   build ms   plan ms   build+plan ms   commit on the mock ms');
for (const length of LENGTHS) {
  const { operations, build, plan, buildAndPlan, commit } = await measure(length);
  console.log(
    `${String(operations).padStart(10)} ${build.padStart(10)} ${plan.padStart(9)} ${buildAndPlan.padStart(15)} ${commit.padStart(23)}`,
  );
}
