import { CommitError, ConflictError, createNet, NetloomError, RollbackError, ValidationError } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';

const net = createNet({ driver: netlink() });
try {
  await net
    .namespace('a')
    .veth('eth0')
    .commit({ signal: AbortSignal.timeout(1000), timeoutMs: 500 });
} catch (error) {
  if (!NetloomError.is(error)) throw error;
  if (error instanceof ValidationError) console.error(error.problems.map(({ mend }) => mend));
  else if (error instanceof ConflictError) console.error(error.changes);
  else if (error instanceof CommitError) {
    const rolledBack: true = error.rolledBack;
    console.error(rolledBack, error.operation?.op, error.phase === 'aborted' ? error.cause : error.hint);
  } else if (error instanceof RollbackError) console.error(error.residue.map(({ command }) => command));
}
