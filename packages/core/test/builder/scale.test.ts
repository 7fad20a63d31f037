import test from 'ava';
import type { Transaction } from '@netloom/core';
import { interpret } from '../../dist/plan/interpret.js';
import { callsOf } from '../support/chain.js';
import { link, network } from '../support/network.js';

const STATE = network({ '': [link('eth0', 2), link('br0', 3, { kind: 'bridge' })] });

/** Milliseconds of processor time, the best of three: a busy machine takes longer by the clock. */
function cost(run: () => unknown): number {
  return Math.min(
    ...[1, 2, 3].map(() => {
      const start = process.cpuUsage();
      run();
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    }),
  );
}

const SHAPES: Readonly<Record<string, (tx: Transaction, index: number) => Transaction>> = {
  'pods on a bridge': (tx, index) =>
    tx.namespace(`pod${index}`).veth('eth0', { address: '10.0.0.2/16', peer: { name: `p${index}`, master: 'br0' } }),
  'macvlans without names': (tx) => tx.namespace('a').macvlan('eth0', { mode: 'bridge' }),
  'addresses of one link': (tx, index) => tx.address('eth0', `10.${index >> 8}.${index & 255}.1/32`),
  'links added and deleted': (tx, index) => tx.host().bridge(`b${index}`).delete(`b${index}`),
  'rules without priorities': (tx, index) => tx.rule({ mark: index }),
  'names that nothing has': (tx, index) => tx.address(`no${index}`, '10.0.0.1/8'),
  'one name again and again': (tx) => tx.bridge('b'),
};

for (const [name, add] of Object.entries(SHAPES)) {
  test(`ten times as many calls cost about ten times as much: ${name}`, (t) => {
    const chain = (length: number): ReturnType<typeof callsOf> =>
      callsOf((tx) => {
        let chained = tx;
        for (let index = 0; index < length; index++) chained = add(chained, index);
        return chained;
      });
    const few = chain(1000);
    const many = chain(10_000);
    interpret(few, STATE, 'commit');
    const ratio =
      cost(() => interpret(many, STATE, 'commit')) /
      Math.max(
        1,
        cost(() => interpret(few, STATE, 'commit')),
      );
    // Quadratic work would make it a hundred.
    t.true(ratio < 50, `${ratio}`);
  });
}

test('ten thousand calls are recorded in no time', (t) => {
  const spent = cost(() =>
    callsOf((tx) => {
      let chained = tx;
      for (let index = 0; index < 10_000; index++) chained = chained.namespace(`n${index}`);
      return chained;
    }),
  );
  t.true(spent < 200, `${spent} ms`);
});
