import { createNet, HOST, NetloomError, type Net, type Transaction } from '@netloom/core';
import { DRIVERS } from '../../kernel/support/drivers.js';
import { generator, oneOf } from '../random.js';
import type { Task, Turn } from './words.js';

// Started by the crowd: commits and undoes at random until its time is over. What it has committed then, it leaves.

type Chain = (net: Net, number: number, random: () => number) => Transaction;

let changes = 0;
/** No two changes of what all share give it one value: undoing compares values, and cannot know who gave it again. */
function unique(number: number): number {
  changes += 1;
  return number + 200 * changes;
}

/** What it may commit: things of its own, things on what all share, and changes of what all share. */
const CHAINS: Readonly<Record<string, Chain>> = {
  pod: (net, number, random) =>
    net
      .namespace(`own-${number}-${Math.floor(random() * 3)}`)
      .veth('eth0', {
        address: `10.1.${number}.${2 + Math.floor(random() * 200)}/16`,
        peer: { name: `p${number}-${Math.floor(random() * 1000)}`, master: 'br0' },
      })
      .route('default', { via: '10.1.0.1' }),
  guest: (net, number, random) =>
    net
      .namespace(`shared-${Math.floor(random() * 2)}`)
      .macvlan('eth0', { mode: 'bridge', name: `mv${number}-${Math.floor(random() * 1000)}`, parentNamespace: HOST }),
  change: (net, number) => net.host().link('eth0', { mtu: 1300 + unique(number) }),
  alias: (net, number) => net.host().link('br0', { alias: `of ${unique(number)}` }),
  route: (net, number, random) =>
    net.host().route(`198.51.100.${number}/32`, { via: '192.0.2.9', metric: 1 + Math.floor(random() * 3) }),
  fails: (net, number) =>
    net
      .namespace(`fails-${number}`)
      .veth('eth0', { peer: { name: `f${number}`, master: 'br0' } })
      .host()
      .link('eth0', { alias: `fails ${number}` })
      .verify(() => false),
};

async function takeTurns({ number, driver: name, seed, until }: Task): Promise<void> {
  const random = generator(seed);
  const driver = DRIVERS.find((each) => each.name === name)?.open();
  if (!driver) throw new Error(`there is no driver ${name}`);
  await using net = createNet({ driver, lockTimeoutMs: 20_000 });
  const committed: string[] = [];
  while (Date.now() < until) {
    const undo = committed.length > 4 || (committed.length > 0 && random() < 0.5);
    const what = undo ? 'undo' : (oneOf(random, Object.keys(CHAINS)) ?? 'pod');
    const begun = performance.now();
    let turn: Pick<Turn, 'ending' | 'message'> = { ending: 'ok' };
    try {
      if (undo) {
        const [id = ''] = committed.splice(Math.floor(random() * committed.length), 1);
        // Where somebody built on it, it is undone by whoever clears up in the end.
        await net.undo(id);
      } else {
        const chain = CHAINS[what];
        if (chain) committed.push((await chain(net, number, random).commit()).id);
      }
    } catch (error) {
      turn = { ending: NetloomError.is(error) ? error.code : 'UNKNOWN', message: String(error) };
    }
    process.send?.({ what, ...turn, milliseconds: performance.now() - begun } satisfies Turn);
  }
}

process.once('message', (task: Task) => void takeTurns(task).finally(() => process.disconnect()));
