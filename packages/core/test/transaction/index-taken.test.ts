import test from 'ava';
import { CommitError, createNet, HOST, type Net } from '@netloom/core';
import { mockDriver, type MockDriver } from '@netloom/testing';

/** Somebody makes a link under the very index that a transaction has chosen, just before that is used. */
function open(times: number): { readonly net: Net; readonly driver: MockDriver; readonly starts: string[] } {
  const driver = mockDriver();
  const net = createNet({ driver });
  const starts: string[] = [];
  net.on('operation:start', ({ operation }) => {
    if (operation.op !== 'link.add' || operation.ifindex === undefined || starts.length >= times) return;
    starts.push(operation.name);
    const { ifindex, kind } = operation;
    const name = `thief${starts.length}`;
    const data = { peer: { namespace: HOST, name: `${name}-peer` }, queues: { tx: 1, rx: 1 } };
    if (kind === 'veth') driver.kernel.apply({ op: 'link.add', namespace: HOST, kind, name, ifindex, data });
    else if (kind === 'bridge') driver.kernel.apply({ op: 'link.add', namespace: HOST, kind, name, ifindex, data: {} });
  });
  return { net, driver, starts };
}

for (const kind of ['veth', 'bridge'] as const) {
  const chain = (net: Net): { commit(): Promise<unknown> } =>
    kind === 'veth' ? net.host().veth('mine', { peer: { name: 'far' } }) : net.host().bridge('mine');

  test(`${kind}: an index that somebody else has taken meanwhile is exchanged for another, once`, async (t) => {
    const { net, starts } = open(1);
    await chain(net).commit();
    t.deepEqual(starts, ['mine']);
    const names = new Set((await net.inspect()).links.map(({ name }) => name));
    t.true(names.has('mine'));
    t.true(names.has('thief1'));
  });

  test(`${kind}: one that is taken again is an error, and the links of others stay`, async (t) => {
    const { net } = open(2);
    const error = await t.throwsAsync(chain(net).commit(), { instanceOf: CommitError });
    t.is(error?.errno, 'EEXIST');
    const names = new Set((await net.inspect()).links.map(({ name }) => name));
    t.false(names.has('mine'));
    t.true(names.has('thief1'));
    t.true(names.has('thief2'));
  });
}
