import { CommitError, createNet, NetloomError, RollbackError, ValidationError, type Transaction } from '@netloom/core';
import { mockDriver } from '@netloom/testing';

await using net = createNet({ driver: mockDriver() });

try {
  await net.namespace('web').veth('eth0').route('10.9.0.0/16', { via: '192.0.2.1' }).commit();
} catch (error) {
  if (!(error instanceof CommitError)) throw error;
  console.log(error.operation); // { op: 'route.add', namespace: 'web', destination: '10.9.0.0/16', … }
  console.log(error.errno, error.kernelMessage); // ENETUNREACH Nexthop has invalid gateway
  console.log(error.command); // ip -n web route add 10.9.0.0/16 via 192.0.2.1 …
  console.log(error.rolledBack); // true
}

async function report(transaction: Transaction): Promise<void> {
  try {
    await transaction.commit();
  } catch (error) {
    if (!NetloomError.is(error)) throw error;
    if (error instanceof ValidationError)
      for (const { call, message, mend } of error.problems) console.error(call, message, mend);
    else if (error instanceof CommitError) console.error(error.message, error.hint);
    else if (error instanceof RollbackError) for (const { command } of error.residue) console.error(command);
    else console.error(error.code, error.message);
  }
}

await report(net.host().delete('eth7'));
