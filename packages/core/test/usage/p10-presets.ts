import { createNet, type Transaction } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';

/** A preset that says nothing of names. */
export const lxcBridge =
  (name = 'lxcbr0') =>
  (tx: Transaction): Transaction =>
    tx.host().bridge(name, { address: '10.0.3.1/24' });

/** A preset that keeps the names, and says which it adds. */
export function withEth9<D extends string, S extends string>(tx: Transaction<D, S>): Transaction<D | 'x/eth9', S> {
  return tx.call((inner: Transaction) => inner.namespace('x').veth('eth9')) as Transaction<D | 'x/eth9', S>;
}

/** A preset whose body uses a name that it cannot know. */
export function uplink<D extends string, S extends string>(tx: Transaction<D, S>): Transaction {
  return tx.address('up0', '10.0.0.1/24');
}

const net = createNet({ driver: netlink() });
const commit = await net
  .host()
  .call(lxcBridge())
  .namespace('c1')
  .veth('eth0', { peer: { master: 'lxcbr0' } })
  .call(withEth9)
  .route('default', { dev: 'eth0' })
  .commit();
console.log(commit.link('eth0').mac);

// @ts-expect-error -- the names before an untracked preset are kept: a duplicate across it is seen
net.namespace('c1').veth('eth0').call(lxcBridge()).veth('eth0', { peer: 'q' });

let loose: Transaction = net.host();
loose = loose.namespace('lit').veth('eth0', { peer: 'lit0' }).veth('eth1').link('eth0', { name: 'z' }).delete('z');
const looseCommit = await loose.commit();
console.log(looseCommit.link('whatever').mac);

export const chain = (tx: Transaction): Transaction =>
  tx.call(lxcBridge()).call((inner) => inner.namespace('q').veth('a').veth('b'));
