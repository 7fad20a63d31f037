// All of it, or none of it: whatever fails, the network is as it was before.
//
//   .ci/sandbox node examples/dist/03-rollback.js
import { CommitError, createNet, HOST, ping, ValidationError } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';

await using net = createNet({ driver: netlink() });
net.on('rollback:operation', ({ operation }) => console.log(`  undoing: ${operation.op}`));

// 1. Every mistake that can be known before is told at once, each with the call that it came from; nothing is touched.
try {
  await net.namespace('shop').veth('a-name-that-is-too-long').route('default', { via: 'nowhere' }).commit();
} catch (error) {
  if (!(error instanceof ValidationError)) throw error;
  for (const { call, message, mend } of error.problems) console.log(`${call}: ${message}${mend ? ` (${mend})` : ''}`);
}

// 2. The kernel refuses the second address: both namespaces, both pairs and the first address go again.
const pod = net
  .namespace('shop')
  .veth('eth0', { address: '10.1.0.2/24', peer: { name: 'shop0', address: '10.1.0.1/24' } })
  .namespace('bank')
  .veth('eth0', { address: '10.2.0.2/24', peer: { name: 'bank0', address: '10.2.0.1/24' } });
await explain(pod.route('10.9.0.0/16', { via: '192.0.2.1' }).commit());

// 3. Everything was done, but the check fails: nobody answers. The commit never counts.
await explain(pod.verify(ping('10.2.0.99', { timeoutMs: 500 })).commit());

const { links } = await net.inspect(HOST);
console.log('namespaces left:', await net.namespaces());
console.log('links left:', links.filter(({ kind }) => kind === 'veth').length);

async function explain(commit: Promise<unknown>): Promise<void> {
  try {
    await commit;
  } catch (error) {
    if (!(error instanceof CommitError)) throw error;
    const { phase, errno, kernelMessage, command, hint, rolledBack } = error;
    console.log(error.message);
    console.log({ phase, errno, kernelMessage, command, hint, rolledBack });
  }
}
