// Plugins see every transaction before it runs: this one sets a policy, keeps an audit log, and forbids one thing.
//
//   node examples/dist/04-plugin.js
import { createNet, describeOperation, ValidationError, type Operation, type Plugin } from '@netloom/core';
import { mockDriver } from '@netloom/testing';

/** Gives every new veth pair an MTU that leaves room for a tunnel, unless the chain says otherwise. */
function tunnelMtu(mtu: number): Plugin {
  const fit = (operation: Operation): Operation => {
    if (operation.op !== 'link.add' || operation.kind !== 'veth') return operation;
    const peer = { ...operation.data.peer, mtu: operation.data.peer.mtu ?? mtu };
    return { ...operation, mtu: operation.mtu ?? mtu, data: { ...operation.data, peer } };
  };
  return { name: 'tunnel-mtu', hooks: { plan: (operations) => operations.map(fit) } };
}

/** Refuses what would delete a namespace. The transaction fails before anything is touched. */
const keepNamespaces: Plugin = {
  name: 'keep-namespaces',
  hooks: {
    plan(operations) {
      if (operations.some(({ op }) => op === 'namespace.delete')) throw new Error('namespaces are kept here');
      return undefined;
    },
  },
};

const audit: Plugin = {
  name: 'audit',
  setup(context) {
    context.on('commit:failed', ({ error }) => console.log(`refused: ${error.code}`));
  },
  hooks: { afterCommit: ({ operations }) => console.log(operations.map(describeOperation).join('\n')) },
};

await using net = createNet({ driver: mockDriver(), plugins: [tunnelMtu(1420), keepNamespaces] }).use(audit);

await net.namespace('web').veth('eth0', { address: '10.0.0.2/24' }).commit();
const { links } = await net.inspect('web');
console.log(links.map(({ name, mtu }) => `${name} has an MTU of ${mtu}`));

try {
  await net.host().deleteNamespace('web').commit();
} catch (error) {
  if (!(error instanceof ValidationError)) throw error;
  console.log(error.message);
}
