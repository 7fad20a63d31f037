import { createNet, describeOperation } from '@netloom/core';
import { mockDriver } from '@netloom/testing';

await using net = createNet({ driver: mockDriver() });

net.use({
  name: 'no-deletes',
  hooks: {
    plan(operations) {
      if (operations.some(({ op }) => op === 'namespace.delete')) throw new Error('namespaces are kept here');
      return undefined;
    },
  },
});
net.on('operation:done', ({ operation, durationMs }) => console.log(describeOperation(operation), durationMs));

await net.namespace('web').veth('eth0').commit();
