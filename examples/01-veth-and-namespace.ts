// A namespace with a veth pair to the host, a default route, and a check that must pass before the commit counts.
//
//   .ci/sandbox node examples/dist/01-veth-and-namespace.js
import { createNet, ping } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';

await using net = createNet({ driver: netlink() });

const container = net
  .namespace('netns01')
  .veth('veth0-ct', { address: '10.10.10.11/24', peer: { name: 'veth0-host', address: '10.10.10.10/24' } })
  .route('default', { via: '10.10.10.10' })
  .verify(ping('10.10.10.10'));

// Nothing is changed by a plan: this is what would be done, and the `ip` commands that do the same.
const plan = await container.plan();
console.log(`${plan.toString()}\n\n${plan.toShell()}\n`);

{
  // Undone at the end of this block, whatever happens in it.
  await using commit = await container.commit();
  const { ifindex, mac } = commit.link('veth0-ct');
  console.log(`veth0-ct has the index ${ifindex} and the MAC ${mac}`);

  const { stdout } = await net.exec('netns01', 'ip', ['-brief', '-4', 'address']);
  console.log(stdout);
}

console.log('namespaces left:', await net.namespaces());
