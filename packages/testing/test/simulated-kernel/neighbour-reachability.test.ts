import test from 'ava';
import { two } from '../reachability/host-scenes.js';
import { forwarding, routed } from '../reachability/router-scenes.js';
import { betweenRouter6, type Network } from './network.js';

const WRONG_MAC = '02:00:00:00:00:99';

test('lo that is down keeps a namespace from itself only', (t) => {
  const network = two().set('b', 'lo', { up: false });
  t.is(network.ping('a', '10.0.0.2'), undefined);
  t.is(network.ping('a', 'fd00::2'), undefined);
  t.is(network.ping('b', '10.0.0.2'), 'lo is down in namespace "b"');
});

test('a link without ARP asks nobody and answers nobody (arp_constructor(), arp_rcv())', (t) => {
  const network = two().set('a', 'eth0', { arp: false });
  t.regex(network.ping('a', '10.0.0.2') ?? '', /is for nobody on its network/);
  t.regex(network.ping('b', '10.0.0.1') ?? '', /eth0 does not do ARP/);
});

test('a permanent neighbour is believed', (t) => {
  const network = two();
  const neighbour = (address: string): Network =>
    network.do({ op: 'neighbour.replace', namespace: 'a', link: 'eth0', family: 'inet', address, mac: WRONG_MAC });
  neighbour('10.0.0.2');
  t.is(network.ping('a', '10.0.0.2'), `what eth0 sends to ${WRONG_MAC} is for nobody on its network`);
  t.regex(network.ping('b', '10.0.0.1') ?? '', /^the answer does not come back: what eth0 sends to/);
  t.is(network.ping('a', 'fd00::2'), undefined);
  network.set('b', 'eth0', { mac: WRONG_MAC });
  t.is(network.ping('a', '10.0.0.2'), undefined);
});

test('a namespace takes nothing from who has its own address, unless accept_local is set (fib_validate_source())', (t) => {
  const network = two().address('b', 'eth0', '10.0.0.1/24');
  t.regex(network.ping('a', '10.0.0.2') ?? '', /namespace "b" drops what arrives at eth0 from 10\.0\.0\.1/);
  t.is(network.ping('b', '10.0.0.2'), undefined);
  network.sysctl('b', 'ipv4/conf/all/accept_local');
  t.true(network.kernel.trace('a', '10.0.0.2').reached);
});

test('icmp_echo_ignore_all: a ping arrives, and is not answered', (t) => {
  const network = two().sysctl('b', 'ipv4/icmp_echo_ignore_all');
  t.regex(network.ping('a', '10.0.0.2') ?? '', /namespace "b" answers no ping to 10\.0\.0\.2 \(net\.ipv4\.icmp_echo_i/);
  t.true(network.kernel.trace('a', '10.0.0.2').reached);
  t.is(network.ping('a', 'fd00::2'), undefined);
  t.regex(network.ping('b', '10.0.0.2') ?? '', /answers no ping/);
  t.is(network.ping('b', '10.0.0.1'), undefined);
});

test('IPv4 answers for an address on any link, IPv6 for those of the link alone (ndisc_recv_ns())', (t) => {
  const network = two()
    .address('b', 'lo', '172.16.0.1/32')
    .address('b', 'lo', 'fd01::1/128')
    .route('a', '172.16.0.1/32', { dev: 'eth0' })
    .route('a', 'fd01::1/128', { dev: 'eth0' });
  t.is(network.ping('a', '172.16.0.1'), undefined);
  t.is(network.ping('a', 'fd01::1'), 'nobody on the network of eth0 has fd01::1');
});

/** a takes everything for its neighbour, and has no gateway. */
function neighbourly(): Network {
  const network = forwarding(routed());
  const everything = { family: 'inet', destination: '0.0.0.0/0', table: 254, type: 'unicast', dev: 'eth0' } as const;
  return network.do({ op: 'route.replace', namespace: 'a', ...everything });
}

test('proxy_arp: a router answers for what it forwards to by another link (arp_fwd_proxy())', (t) => {
  const network = neighbourly();
  t.is(network.ping('a', '10.0.1.2'), 'nobody on the network of eth0 has 10.0.1.2');
  network.sysctl('router', 'ipv4/conf/ra/proxy_arp');
  t.is(network.ping('a', '10.0.1.2'), undefined);
  t.is(network.ping('a', '10.0.0.77'), 'nobody on the network of eth0 has 10.0.0.77');
  network.sysctl('router', 'ipv4/ip_forward', '0');
  t.not(network.ping('a', '10.0.1.2'), undefined);
});

test('a proxy entry has a router answer for one address (pneigh_lookup())', (t) => {
  const network = neighbourly();
  const entry = { link: 'ra', family: 'inet', address: '10.0.1.2', proxy: true } as const;
  network.do({ op: 'neighbour.add', namespace: 'router', ...entry });
  t.is(network.ping('a', '10.0.1.2'), undefined);
  t.is(network.ping('a', '10.0.1.3'), 'nobody on the network of eth0 has 10.0.1.3');
});

test('proxy_ndp: the same in IPv6, by entries alone', (t) => {
  const network = betweenRouter6()
    .route('a', 'fd01::/64', { dev: 'eth0' })
    .route('b', '::/0', 'fd01::1')
    .do({ op: 'neighbour.add', namespace: 'router', link: 'ra', family: 'inet6', address: 'fd01::2', proxy: true });
  t.is(network.ping('a', 'fd01::2'), 'nobody on the network of eth0 has fd01::2');
  network.sysctl('router', 'ipv6/conf/ra/proxy_ndp');
  t.is(network.ping('a', 'fd01::2'), undefined);
});
