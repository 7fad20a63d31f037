// Compiled, never run: chains that are forked, chosen between, looped over and composed.
import { expectTypeOf } from 'expect-type';
import type { Commit, Net, Plan, Transaction } from '@netloom/core';

declare const net: Net;
declare const yes: boolean;

// A bare Transaction takes any builder, and any builder takes it.
expectTypeOf(net.host()).toExtend<Transaction>();
expectTypeOf(net.namespace('a').veth('x')).toExtend<Transaction>();
let tx: Transaction = net.host();
tx = tx.namespace('a').veth('x');
tx = net.namespace('b').bridge('y');
expectTypeOf(tx).toExtend<Transaction<'a/x', 'a'>>();

// Forks are builders of their own.
const base = net.namespace('a').veth('x');
const left = base.bridge('y');
const right = base.bridge('y').bridge('z');
expectTypeOf(left).not.toEqualTypeOf(right);

// One of two builders: what one of them has added is refused, and both can go on.
const either = yes ? base.bridge('w') : base;
either.veth('v').route('default', { dev: 'x' });

// A commit knows the names of its links.
expectTypeOf<Extract<Parameters<Awaited<ReturnType<typeof right.commit>>['link']>[0], 'x' | 'y' | 'q'>>().toEqualTypeOf<
  'x' | 'y'
>();
expectTypeOf(base.plan()).resolves.toExtend<Plan<'a/x' | '/x-host'>>();
expectTypeOf(base.ensure()).resolves.toExtend<Commit<'a/x' | '/x-host'>>();

// Presets: untracked ones keep what was tracked, tracked ones add to it, the scope is restored.
const loose = (inner: Transaction): Transaction => inner.host().bridge('br0');
expectTypeOf(base.call(loose)).toEqualTypeOf(base);
expectTypeOf(base.call((inner) => inner.host().bridge('br0'))).toEqualTypeOf<
  Transaction<'a/x' | '/x-host' | '/br0', 'a'>
>();
// @ts-expect-error -- a preset that gives back nothing
base.call(() => {});
// @ts-expect-error -- a duplicate across a preset
base.call(loose).veth('x');

// Options that go together only by type.
// @ts-expect-error -- mode is needed
net.host().macvlan('eth0', {});
// @ts-expect-error -- no such mode
net.host().macvlan('eth0', { mode: 'bridged' });
// @ts-expect-error -- create makes no sense for a namespace that exists
net.namespace({ pid: 1 }, { create: 'never' });
// @ts-expect-error -- null takes away, and only .link() can
net.host().veth('x', { master: null });
net.host().link('x', { master: null, alias: null });
// @ts-expect-error -- an MTU is a number
net.host().link('x', { mtu: '1500' });
// @ts-expect-error -- a slip in a route's option
net.host().route('default', { gateway: '10.0.0.1' });
// @ts-expect-error -- a slip in the options of a link as a port
net.host().veth('x', { port: { hairpins: true } });
// @ts-expect-error -- a check is a function, or has a name and run
net.host().verify('ping');
