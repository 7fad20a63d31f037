// Compiled, never run: which names the builder tracks, and what the compiler says of duplicates.
import { expectTypeOf } from 'expect-type';
import type { HOST, Net, Transaction } from '@netloom/core';
import type { Added, DeclaredIn, FreshName, NamesIn, Renamed, ScopeOf } from '../../dist/builder/tracked-names.js';

declare const net: Net;
declare const anyText: string;

/** The names that a builder has tracked. */
type Names<T> = T extends Transaction<infer D, infer _> ? D : never;
type Scope<T> = T extends Transaction<infer _, infer S> ? S : never;

// Names and scopes add up along the chain.
const chain = net
  .namespace('a')
  .veth('x')
  .host()
  .bridge('br0')
  .namespace('b')
  .macvlan('eth0', { mode: 'bridge', name: 'm' });
expectTypeOf<Names<typeof chain>>().toEqualTypeOf<'a/x' | '/x-host' | '/br0' | 'b/m'>();
expectTypeOf<Scope<typeof chain>>().toEqualTypeOf<'b'>();

// The peer's name and namespace are known to the letter, given either way.
const peers = net
  .namespace('a')
  .veth('x', { peer: 'p' })
  .veth('y', { peer: { name: 'q', namespace: 'b' } })
  .veth('z', { peer: { namespace: 'b' } });
expectTypeOf<Names<typeof peers>>().toEqualTypeOf<'a/x' | '/p' | 'a/y' | 'b/q' | 'a/z' | 'b/z-host'>();

const defaults = net
  .namespace('a')
  .veth('x', { peer: { up: false } })
  .veth('z', { peer: {} });
expectTypeOf<Names<typeof defaults>>().toEqualTypeOf<'a/x' | '/x-host' | 'a/z' | '/z-host'>();
const unknown = net
  .namespace('a')
  .veth('x', { peer: anyText })
  .veth('y', { peer: { name: anyText, mtu: 1400 } });
expectTypeOf<Names<typeof unknown>>().toEqualTypeOf<'a/x' | 'a/y'>();

// Renames and deletes take names away.
const renamed = net.host().bridge('x').bridge('y').link('x', { name: 'z' }).delete('y');
expectTypeOf<Names<typeof renamed>>().toEqualTypeOf<'/z'>();
const moved = net.namespace('a').move('eth1').move('eth2', { as: 'lan0' });
expectTypeOf<Names<typeof moved>>().toEqualTypeOf<'a/eth1' | 'a/lan0'>();
const without = net.namespace('a').bridge('x').host().bridge('y').deleteNamespace('a');
expectTypeOf<Names<typeof without>>().toEqualTypeOf<'/y'>();

// An unnamed macvlan has no name that is known when it is compiled.
const unnamed = net.namespace('a').macvlan('eth0', { mode: 'bridge' });
expectTypeOf<Names<typeof unnamed>>().toEqualTypeOf<never>();

// Only literals are tracked: not texts, not patterns, not what lands in a namespace without a name.
const untracked = net
  .namespace(anyText)
  .bridge('x')
  .namespace('a')
  .bridge(anyText)
  .bridge(`v${anyText}`)
  .namespace({ pid: 1 })
  .bridge('y');
expectTypeOf<Names<typeof untracked>>().toEqualTypeOf<never>();

// Duplicates are refused with a sentence.
type Refused = FreshName<'a/x', 'a', 'x'>;
expectTypeOf<Refused>().toEqualTypeOf<'link "x" is already added in this namespace'>();
expectTypeOf<FreshName<'a/x', 'b', 'x'>>().toEqualTypeOf<'x'>();
expectTypeOf<FreshName<string, 'a', 'x'>>().toEqualTypeOf<'x'>();
const one = net.namespace('a').bridge('x');
// @ts-expect-error -- veth
one.veth('x');
// @ts-expect-error -- bridge
one.bridge('x');
// @ts-expect-error -- macvlan
one.macvlan('eth0', { mode: 'bridge', name: 'x' });
// @ts-expect-error -- macvtap
one.macvtap('eth0', { mode: 'bridge', name: 'x' });
one.namespace('b').bridge('x').host().bridge('x');

// The pieces.
expectTypeOf<Added<'a', 'x'>>().toEqualTypeOf<'a/x'>();
expectTypeOf<Added<'', 'x'>>().toEqualTypeOf<'/x'>();
expectTypeOf<Added<'a', string>>().toEqualTypeOf<never>();
expectTypeOf<Added<string, 'x'>>().toEqualTypeOf<never>();
expectTypeOf<Added<'a', `v${string}`>>().toEqualTypeOf<never>();
expectTypeOf<NamesIn<'a/x' | '/y' | 'b/z', ''>>().toEqualTypeOf<'y'>();
expectTypeOf<NamesIn<'a/x' | '/y' | 'b/z', string>>().toEqualTypeOf<'x' | 'y' | 'z'>();
expectTypeOf<ScopeOf<'a'>>().toEqualTypeOf<'a'>();
expectTypeOf<ScopeOf<typeof HOST>>().toEqualTypeOf<''>();
expectTypeOf<ScopeOf<{ pid: number }>>().toEqualTypeOf<string>();
expectTypeOf<Renamed<'a/x' | 'a/y', 'a', 'x', 'z'>>().toEqualTypeOf<'a/y' | 'a/z'>();
expectTypeOf<Renamed<'a/x', 'a', 'x', never>>().toEqualTypeOf<'a/x'>();
expectTypeOf<DeclaredIn<Transaction<'a/x', 'a'>>>().toEqualTypeOf<'a/x'>();
expectTypeOf<DeclaredIn<Transaction>>().toEqualTypeOf<never>();
