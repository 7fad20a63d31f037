// Compiled, never run: which names an editor offers where one is asked for, while any other is taken as well.
import { expectTypeOf } from 'expect-type';
import type {
  BridgeOptions,
  HOST,
  LinkOptions,
  MacvlanOptions,
  Net,
  RouteOptions,
  Transaction,
  VethOptions,
} from '@netloom/core';
import type { KnownName } from '../../dist/value/known-name.js';

declare const net: Net;

const chain = net.namespace('a').veth('x').bridge('br0').host().bridge('up0').namespace('a');
type Chain = typeof chain;

// `KnownName` keeps its literals: a plain union with `string` would forget them.
expectTypeOf<Extract<KnownName<'x' | 'y'>, 'x' | 'y'>>().toEqualTypeOf<'x' | 'y'>();
expectTypeOf<string>().toExtend<KnownName<'x'>>();

expectTypeOf<Extract<Parameters<Chain['address']>[0], 'x' | 'br0' | 'up0' | 'x-host'>>().toEqualTypeOf<'x' | 'br0'>();
expectTypeOf<Extract<Parameters<Chain['dhcp']>[0], 'x' | 'br0' | 'up0'>>().toEqualTypeOf<'x' | 'br0'>();
expectTypeOf<Extract<NonNullable<Parameters<Chain['route']>[1]['dev']>, 'x' | 'br0' | 'up0'>>().toEqualTypeOf<
  'x' | 'br0'
>();
// The parent of a macvlan is looked up in the host's namespace, unless another is said.
declare const onHost: Parameters<typeof chain.macvlan<never, typeof HOST>>[0];
expectTypeOf<Extract<typeof onHost, 'x' | 'br0' | 'up0' | 'x-host'>>().toEqualTypeOf<'up0' | 'x-host'>();
declare const inA: Parameters<typeof chain.macvlan<never, 'a'>>[0];
expectTypeOf<Extract<typeof inA, 'x' | 'br0' | 'up0' | 'x-host'>>().toEqualTypeOf<'x' | 'br0'>();

// Other names are taken: links that exist are not known to the compiler.
chain.address('eth0', '10.0.0.1/24').dhcp('eth0').route('default', { dev: 'eth0' });
chain.macvlan('eth0', { mode: 'bridge' });
chain.veth('y', { master: 'br9', peer: { master: 'br8' } });
chain.macvlan('x', { mode: 'bridge', parentNamespace: 'a' });

// Every option takes undefined, for those who compile with exactOptionalPropertyTypes.
type TakesUndefined<T> = { [K in keyof T]-?: undefined extends T[K] ? true : K }[keyof T];
expectTypeOf<TakesUndefined<LinkOptions>>().toEqualTypeOf<true>();
expectTypeOf<TakesUndefined<BridgeOptions>>().toEqualTypeOf<true>();
expectTypeOf<TakesUndefined<RouteOptions>>().toEqualTypeOf<true>();
expectTypeOf<TakesUndefined<MacvlanOptions<'m'>>>().toEqualTypeOf<true | 'mode'>();
expectTypeOf<TakesUndefined<NonNullable<Parameters<Transaction['link']>[1]>>>().toEqualTypeOf<true>();

// Options that are written down first can say their type.
const vethOptions: VethOptions = { mtu: 1400, peer: { name: 'p', master: 'br0' } };
const macvlanOptions: MacvlanOptions = { mode: 'bridge', name: 'm' };
net.namespace('a').veth('x', vethOptions).macvlan('eth0', macvlanOptions);
