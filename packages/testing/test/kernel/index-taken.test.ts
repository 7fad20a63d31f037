import './sandbox-only.js';
import test from 'ava';
import { CommitError, createNet } from '@netloom/core';
import { DRIVERS } from './support/drivers.js';
import { bare } from './support/scene.js';
import { shell } from './support/shell.js';

for (const { name, open } of DRIVERS) {
  for (const end of ['first', 'other'] as const) {
    const stolen = async (times: number): Promise<{ error: unknown; names: string }> => {
      bare();
      await using net = createNet({ driver: open() });
      let thefts = 0;
      net.on('operation:start', ({ operation }) => {
        if (operation.op !== 'link.add' || operation.kind !== 'veth' || thefts === times) return;
        const index = end === 'first' ? operation.ifindex : operation.data.peer.ifindex;
        thefts++;
        shell(`ip link add thief${thefts} index ${index} type veth peer name far${thefts}`);
      });
      const error = await net
        .host()
        .veth('mine', { peer: { name: 'minefar' } })
        .commit()
        .then(
          () => undefined,
          (failure: unknown) => failure,
        );
      return { error, names: shell('ip -o link show') };
    };

    test.serial(`${name}: the index of a pair's ${end} end that was taken meanwhile is exchanged, once`, async (t) => {
      t.teardown(bare);
      const once = await stolen(1);
      t.is(once.error, undefined);
      t.regex(once.names, /mine@/);
      t.regex(once.names, /thief1@/);
      const twice = await stolen(2);
      t.true(twice.error instanceof CommitError);
      t.notRegex(twice.names, /mine@/);
      t.regex(twice.names, /thief1@/);
      t.regex(twice.names, /thief2@/);
    });
  }
}
