// Speed of the test kit: what a unit test pays for the mock driver and its simulated kernel.
// Run with `npm run bench:testing`; prints the median of some runs, the best, and what it should be at most.
import { createNet, HOST } from '@netloom/core';
import { mockDriver, simulatedKernel } from '@netloom/testing';

const PODS = 1000;
const LINKS = 10_000;

/** A pod: a namespace, a veth pair with its host end on a bridge, an address, a default route. */
function pod(tx, i) {
  return tx
    .namespace(`pod${i}`)
    .veth('eth0', { address: `10.1.${i >> 8}.${i & 255}/8`, peer: { name: `p${i}`, master: 'br0' } })
    .route('default', { via: '10.0.0.1' });
}

async function commitAndUndo() {
  const net = createNet({ driver: mockDriver() });
  let tx = net.host().bridge('br0', { address: '10.0.0.1/8' });
  for (let i = 0; i < PODS; i++) tx = pod(tx, i);
  const begun = performance.now();
  const commit = await tx.commit();
  await commit.undo();
  const time = performance.now() - begun;
  await net.close();
  return time;
}

/** What a whole small test does: a driver, a net, one commit, a look, an undo. */
async function smallTest() {
  const begun = performance.now();
  const driver = mockDriver();
  const net = createNet({ driver });
  const commit = await pod(net.host().bridge('br0', { address: '10.0.0.1/8' }), 1).commit();
  await net.inspect('pod1');
  await commit.undo();
  await net.close();
  return performance.now() - begun;
}

/** A host with many links that are up, half of them with an IPv4 address, all with a link-local one. */
function manyLinks() {
  const kernel = simulatedKernel({ links: [] });
  for (let i = 0; i < LINKS / 2; i++) {
    kernel.apply({
      op: 'link.add',
      namespace: HOST,
      kind: 'veth',
      name: `a${i}`,
      up: true,
      data: { peer: { name: `b${i}`, namespace: HOST, up: true } },
    });
    const address = `10.${i >> 8}.${i & 255}.1/24`;
    kernel.apply({ op: 'address.add', namespace: HOST, link: `a${i}`, family: 'inet', address });
  }
  kernel.clock.settle();
  return kernel;
}

async function measure(what, atMost, runs, once) {
  const times = [];
  // The first is a warm-up, as the tests before are in a suite.
  for (let run = 0; run <= runs; run++) {
    const time = await once();
    if (run > 0) times.push(time);
  }
  times.sort((a, b) => a - b);
  const [best, median] = [times[0], times[times.length >> 1]];
  const verdict = median <= atMost ? '' : '  too slow';
  console.log(
    `${what.padEnd(44)} ${median.toFixed(1).padStart(8)} ${best.toFixed(1).padStart(8)} ${String(atMost).padStart(8)}${verdict}`,
  );
}

console.log(`${''.padEnd(44)} ${'ms'.padStart(8)} ${'best'.padStart(8)} ${'at most'.padStart(8)}`);
await measure('a small test', 5, 50, smallTest);
await measure(`${PODS} pods, committed and undone`, 1000, 5, commitAndUndo);
const kernel = manyLinks();
await measure(`a state of ${LINKS} links, read`, 100, 10, () => {
  const begun = performance.now();
  const { namespaces } = kernel.read({ namespaces: [HOST] });
  if (namespaces[0].links.length !== LINKS + 1) throw new Error('not all links are there');
  return performance.now() - begun;
});
